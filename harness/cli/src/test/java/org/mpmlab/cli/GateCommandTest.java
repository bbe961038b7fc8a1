package org.mpmlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpmlab.cli.Outcome.mpmlab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Validity;

/** {@code mpmlab gate} and {@code mpmlab baseline accept} on stored runs, written and read as a user's are. */
class GateCommandTest {
    private static final String PARITY = "ttfb.p50 of event+fpm within 5% of prefork+mod_php on hello";

    @TempDir
    private Path folder;

    private Path run(String name, int blocks, double ratio, String cpu, Validity event) {
        return StoredRuns.write(folder, name, blocks, ratio, cpu, event);
    }

    private Path run(int blocks, double ratio) {
        return run("own", blocks, ratio, "CPU", Validity.VALID);
    }

    private Path gate(String... rules) throws IOException {
        return Files.writeString(
                folder.resolve("gate.yaml"), "name: own\nrules:\n- " + String.join("\n- ", rules) + "\n");
    }

    @Test
    void aGatePassesFailsIsInconclusiveAndIsInvalidOnFourStoredRuns() throws IOException {
        Path gate = gate(PARITY);

        assertThat(mpmlab("gate", gate, run(8, 1)).status()).isEqualTo(0);
        assertThat(mpmlab("gate", gate, run(8, 1.2)).status()).isEqualTo(10);
        assertThat(mpmlab("gate", gate, run(7, 1)).status()).isEqualTo(11);
        Validity stolen = Validity.invalid(Validity.Reason.STEAL, "the hypervisor took 50 % of the CPU time");
        Outcome invalid = mpmlab("gate", gate, run("own", 8, 1, "CPU", stolen));
        assertThat(invalid.status()).isEqualTo(12);
        assertThat(invalid.out()).containsPattern("event\\+fpm: the\\s+hypervisor took 50 %");
    }

    @Test
    void everyFileIsWrittenAndTheAnnotationsFollowTheTable() throws IOException {
        Path run = run(8, 1.2);
        Path junit = folder.resolve("junit.xml");
        Path markdown = folder.resolve("gate.md");
        Path json = folder.resolve("verdicts.json");
        Path gate = gate(PARITY);

        Outcome outcome = mpmlab(
                "gate", gate, run, "--junit", junit, "--markdown", markdown, "--json", json, "--annotations", "github");

        assertThat(outcome.status()).isEqualTo(10);
        assertThat(outcome.out())
                .contains("Gate own failed: 1 failed.")
                .contains("::error file=" + gate + ",line=3,col=3,title=mpmlab gate%3A failed::"
                        + PARITY.replace("%", "%25"));
        assertThat(Files.readString(junit)).contains("<failure message=");
        assertThat(Files.readString(markdown)).startsWith("## ❌ Gate own failed");
        assertThat(Json.MAPPER.readTree(json.toFile()).path("outcome").asText()).isEqualTo("failed");
        assertThat(run.resolve("verdicts.json")).hasSameTextualContentAs(json);
        Outcome printed = mpmlab("gate", gate, run, "--json", "-");
        assertThat(Json.MAPPER.readTree(printed.out()).path("run").asText())
                .isEqualTo(run.getFileName().toString());
    }

    @Test
    void anAcceptedBaselineIsComparedOnItsMachineAndOnNoOther() throws IOException {
        Path baseline = folder.resolve("baseline.json");
        Path gate = gate("ttfb.p50 within 5% of baseline on event+fpm/hello");

        Outcome accepted = mpmlab("baseline", "accept", run(8, 1), "--to", baseline);

        assertThat(accepted.status()).isEqualTo(0);
        assertThat(accepted.out()).contains("2 cells of up to 8 blocks");
        assertThat(mpmlab("gate", gate, run(8, 1.01), "--baseline", baseline).status())
                .isEqualTo(0);
        assertThat(mpmlab("gate", gate, run(8, 1.2), "--baseline", baseline).status())
                .isEqualTo(10);
        Outcome elsewhere =
                mpmlab("gate", gate, run("own", 8, 1, "Another CPU", Validity.VALID), "--baseline", baseline);
        assertThat(elsewhere.status()).isEqualTo(12);
        assertThat(elsewhere.out()).contains("another machine").contains("Measure the baseline's image or settings");
    }

    @Test
    void whatIsWrongWithTheFilesIsTwo() throws IOException {
        Path run = run(8, 1);
        Path nonsense = Files.writeString(folder.resolve("nonsense.json"), "null");

        assertThat(mpmlab("gate", gate("ttfb.p50 < 3ms on event+fpm/hello"), run)
                        .status())
                .isEqualTo(2);
        Outcome unknown = mpmlab("gate", gate("ttfb.p50 <= 3ms on evnt+fpm/hello"), run);
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("gate.yaml:3:3").contains("Did you mean 'event+fpm'?");
        assertThat(mpmlab("gate", folder.resolve("none.yaml"), run).status()).isEqualTo(2);
        assertThat(mpmlab("gate", gate(PARITY), folder.resolve("none")).status())
                .isEqualTo(2);
        assertThat(mpmlab("gate", gate(PARITY), run, "--baseline", nonsense).status())
                .isEqualTo(2);
        assertThat(mpmlab("gate", gate(PARITY), run, "--junit", folder.resolve("no/junit.xml"))
                        .status())
                .isEqualTo(2);
    }

    @Test
    void aBaselineOfFewBlocksSaysSo() {
        Path to = folder.resolve("baseline.json");

        Outcome few = mpmlab("baseline", "accept", run(3, 1), "--to", to);
        assertThat(few.status()).isEqualTo(0);
        assertThat(few.out()).contains("needs 8 blocks that count; this has 3");
    }
}
