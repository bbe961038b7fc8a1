package org.mpmlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Json;
import org.mpmlab.lab.docker.Docker;
import org.mpmlab.lab.docker.Leftovers;
import org.mpmlab.lab.record.RunDirectory;

/** Calibrating on real servers, for a moment. */
class CalibrateIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void oneBlockIsNoCalibrationAndSaysWhatItNeeds() throws Exception {
        Tool.Outcome outcome = undisturbed("calibrate", "--blocks", "1", "--rounds", "100", "--shifts", "2");
        assertThat(outcome.status()).as(outcome.output()).isEqualTo(11);
        assertThat(outcome.output())
                .contains("twins 1", "sleep of 2 margins", "work of 2 margins", "inconclusive at 2 %")
                .contains("event+fpm.work-2 ttfb.p50 needs: 7 more blocks")
                .doesNotContain("kept for later verdicts");

        Path run = new Tool(folder).lastRun();
        JsonNode clocked =
                Json.MAPPER.readTree(run.resolve("calibration.json").toFile()).path("clocked");
        assertThat(clocked).hasSize(2).allSatisfy(arm -> {
            // In its only block, by the servers' own clocks.
            assertThat(arm.path("nanos").path("1").asDouble()).isPositive();
        });
        assertThat(run.resolve("steps")).isDirectoryContaining("glob:**b01-hello-ttfb-h1");

        Tool.Outcome again = new Tool(folder).run("calibrate", "--from", run.toString());
        assertThat(again.status()).isEqualTo(11);
        assertThat(again.output()).contains("needs: 7 more blocks");
        try (Docker docker = Docker.connect()) {
            assertThat(new Leftovers(docker).sweep(false)).isZero();
        }
    }

    @Test
    void aCalibrationThatIsInterruptedLeavesNoContainer() throws Exception {
        Tool tool = new Tool(folder);
        Process running = tool.start("calibrate", "--rounds", "100", "--shifts", "2");
        awaitOutput(tool, running, "finding what makes");
        running.destroy();
        assertThat(running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        try (Docker docker = Docker.connect()) {
            assertThat(new Leftovers(docker).sweep(false)).isZero();
        }
    }

    private static void awaitOutput(Tool tool, Process running, String words) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (running.isAlive() && System.nanoTime() < deadline) {
            if (Files.readString(tool.output()).contains(words)) {
                Thread.sleep(1_500); // until some of the servers that tell their time are up
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("it never came to that: " + Files.readString(tool.output()));
    }

    /** Anew where another tenant of the machine took its CPUs away, as its user would; not for ever. */
    private Tool.Outcome undisturbed(String... arguments) throws Exception {
        Tool.Outcome outcome = new Tool(folder).run(arguments);
        for (int more = 2; more > 0 && disturbed(); more--) {
            outcome = new Tool(folder).run(arguments);
        }
        return outcome;
    }

    private boolean disturbed() throws Exception {
        return RunDirectory.open(new Tool(folder).lastRun()).load().cells().stream()
                .map(CellResult::validity)
                .anyMatch(validity -> !validity.valid() && validity.disturbedAtMost());
    }
}
