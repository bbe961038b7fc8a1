package org.mpmlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Observations;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.lab.record.RunDirectory;

/** {@code mpmlab gate} and {@code mpmlab baseline accept} on stored runs, written and read as a user's are. */
class GateCommandTest {
    private static final String EVENT = "event+fpm";
    private static final String PREFORK = "prefork+mod_php";
    private static final String PARITY = "ttfb.p50 of event+fpm within 5% of prefork+mod_php on hello";

    @TempDir
    private Path folder;

    private record Outcome(int status, String out, String err) {}

    private static Outcome mpmlab(Object... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        try {
            int status = Main.run(
                    java.util.Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
            return new Outcome(
                    status, outBytes.toString(StandardCharsets.UTF_8), errBytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** A stored run in which event takes so many times prefork's 20 ms. */
    private Path run(String name, int blocks, double ratio, String cpu, Validity event) {
        Scenario scenario = new Scenario(
                name,
                "Test.",
                blocks,
                List.of(Stack.of(Composition.parse(EVENT)), Stack.of(Composition.parse(PREFORK))),
                List.of(site()),
                List.of(load()),
                Placement.AUTOMATIC);
        Plan plan = Planner.plan(scenario, 7);
        RunDirectory directory = RunDirectory.create(folder, Instant.EPOCH, name);
        directory.begin(
                new Run.About(Run.SCHEMA, directory.id(), Instant.EPOCH, List.of(), List.of()),
                scenario,
                plan,
                new Environment("0", "17", cpu, 2, 1 << 30, "6", "Debian", 2, "20", "0", "1", Map.of(), Map.of()));
        for (Plan.Step step : plan.steps()) {
            double wobble = 1 + 0.002 * (step.block() % 5 - 2);
            List<CellResult> cells = new ArrayList<>();
            float[] micros = new float[step.stacks().size()];
            for (int i = 0; i < micros.length; i++) {
                boolean first = step.stacks().get(i).equals(EVENT);
                double millis = first ? 20 * ratio * wobble : 20;
                micros[i] = (float) (millis * 1e3);
                cells.add(cell(step, step.stacks().get(i), millis, first ? event : Validity.VALID));
            }
            directory.finish(new StepResult(step.id(), cells, new RoundTimes(step.stacks(), micros)));
        }
        return directory.path();
    }

    private Path run(int blocks, double ratio) {
        return run("own", blocks, ratio, "CPU", Validity.VALID);
    }

    private static CellResult cell(Plan.Step step, String stack, double millis, Validity validity) {
        long[] nanos = new long[100];
        java.util.Arrays.fill(nanos, Math.round(millis * 1e6));
        return new CellResult(
                step.block(),
                stack,
                step.site(),
                step.load(),
                Instant.EPOCH,
                Duration.ofSeconds(2),
                Optional.empty(),
                new TargetResult(
                        stack,
                        new TargetResult.Counts(100, 100, 100, 0, 0, 1),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(Series.parse("written-to-first-byte.reused.success"), Distribution.ofNanos(nanos)),
                        List.of()),
                Generator.NONE,
                Observations.NONE,
                validity);
    }

    private static Site site() {
        return new Site(
                "hello",
                "A page.",
                "/sites/hello",
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Site.Page("/hello.php", 200, "hello", List.of())),
                Map.of(),
                Optional.empty(),
                Duration.ofMillis(1));
    }

    private static LoadShape load() {
        return new LoadShape(
                "ttfb",
                Protocol.H1,
                Arrival.Rounds.oneAtATime(),
                Connections.kept(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Set.of());
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
