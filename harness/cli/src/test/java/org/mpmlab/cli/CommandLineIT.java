package org.mpmlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpmlab.core.run.Run;
import org.mpmlab.lab.docker.Docker;
import org.mpmlab.lab.docker.Leftovers;
import org.mpmlab.lab.record.RunDirectory;

/** The tool as users call it: the launcher, the built jar, real servers. */
class CommandLineIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    void anImpossibleStackIsExplained() throws Exception {
        Tool.Outcome outcome = mpmlab("run", "--only", "mpm=event,php=mod_php");
        assertThat(outcome.status()).as(outcome.output()).isEqualTo(2);
        assertThat(outcome.output())
                .contains("mod_php")
                .contains("not compiled to be threadsafe")
                .contains("php=fpm")
                .doesNotContain("\tat ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aTypoGetsItsLineAndTheNearestWord() throws Exception {
        Path scenario = folder.resolve("mine.yaml");
        Files.writeString(scenario, """
                name: mine
                stacks: [event+fpn]
                sites: [hello]
                loads:
                  - name: ttfb
                    arival: rounds
                """);
        Tool.Outcome outcome = mpmlab("plan", scenario.toString());
        assertThat(outcome.status()).as(outcome.output()).isEqualTo(2);
        assertThat(outcome.output())
                .contains("mine.yaml:2")
                .contains("event+fpm")
                .contains("mine.yaml:6")
                .contains("arrival")
                .doesNotContain("\tat ");
    }

    @Test
    void anUnknownScenarioNamesThoseThereAre() throws Exception {
        Tool.Outcome outcome = mpmlab("run", "quik");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.output()).contains("quick", "full");
    }

    @Test
    void aFolderThatIsNoRunIsToldSo() throws Exception {
        Tool.Outcome outcome = mpmlab("report", folder.toString());
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.output()).contains("is no run directory");
    }

    @Test
    void aTargetsTypoIsExplainedBeforeAnythingIsRead() throws Exception {
        Tool.Outcome outcome = mpmlab("recommend", "no-such-run", "--target", "cpu=4,memory=8GiB");
        assertThat(outcome.status()).as(outcome.output()).isEqualTo(2);
        assertThat(outcome.output())
                .contains("--target", "'cpu'", "Did you mean 'cpus'?")
                .doesNotContain("\tat ");
        Tool.Outcome file = mpmlab("recommend", "no-such-run", "--target", "bxo.txt");
        assertThat(file.status()).isEqualTo(2);
        assertThat(file.output()).contains("--target bxo.txt is no file", "cpus=4,memory=8GiB");
        Tool.Outcome blocks =
                mpmlab("recommend", "no-such-run", "--target", "cpus=4,memory=8GiB", "--validate", "--blocks", "0");
        assertThat(blocks.status()).isEqualTo(2);
        assertThat(blocks.output()).contains("--blocks is at least 1, not 0");
        assertThat(mpmlab("recommend", "no-such-run", "--target", "cpus=4,memory=8GiB", "--budget", "5m")
                        .output())
                .contains("--budget and --blocks are of --validate");
        Tool.Outcome platform = mpmlab("recommend", "no-such-run", "--target", "cpus=4,memory=8GiB", "--for", "debain");
        assertThat(platform.status()).isEqualTo(2);
        assertThat(platform.output()).contains("debian");
        assertThat(mpmlab("recommend", folder.toString(), "--target", "cpus=4,memory=8GiB")
                        .output())
                .contains("is no run directory");
    }

    @Test
    void aRunThatWasKilledLeavesNothingBehindAndIsFinishedByResume() throws Exception {
        Path scenario = folder.resolve("short.yaml");
        Files.writeString(scenario, """
                name: short
                blocks: 2
                stacks: [event+fpm, prefork+mod_php]
                sites: [hello]
                loads:
                  - {name: ttfb, arrival: rounds, rounds: 60, warm-up: 1s, duration: 10s}
                  - {name: busy, arrival: closed, connections: 2, warm-up: 1s, duration: 2s}
                """);
        Process killed = new Tool(folder).start("run", scenario.toString());
        Path steps = awaitFirstStep(killed);
        killed.destroyForcibly().waitFor();
        Path run = steps.getParent();
        int done = RunDirectory.open(run).done().size();
        assertThat(done).isPositive();

        try (Docker docker = Docker.connect()) {
            // What kill -9 left, the next command removes, whichever it is that uses Docker.
            Tool.Outcome cleaned = mpmlab("clean");
            assertThat(cleaned.status()).isZero();
            assertThat(new Leftovers(docker).sweep(false)).isZero();
        }
        assertThat(RunDirectory.open(run).load().complete()).isFalse();

        Tool.Outcome resumed = mpmlab("run", "--resume", run.toString());
        assertThat(resumed.status()).as(resumed.output()).isZero();
        Run finished = RunDirectory.open(run).load();
        assertThat(finished.complete()).isTrue();
        assertThat(finished.cells()).hasSize(2 * 2 * 2);
        assertThat(run.resolve("report.html")).isNotEmptyFile();
        assertThat(run.resolve("summary.md")).isNotEmptyFile();
        assertThat(run.resolve("cells.csv")).isNotEmptyFile();
        try (Docker docker = Docker.connect()) {
            assertThat(new Leftovers(docker).sweep(false)).isZero();
        }
    }

    @Test
    void cheapClaimsReachTheirVerdictsAndAreJudgedAgainFromTheRun() throws Exception {
        Tool.Outcome outcome = mpmlab("verify", "isolation", "child-crash", "one-mpm", "mod-php-refused");
        // Whether event loses a request more than its child held is for event to say: here each verdict has its status.
        int status = outcome.output().contains(" refuted ") ? ExitCode.FAILED : ExitCode.OK;
        assertThat(outcome.status()).as(outcome.output()).isEqualTo(status);
        assertThat(outcome.output())
                .contains("supported: event+fpm runs PHP as each site's own user")
                .contains("supported: prefork+mod_php: a crashed httpd-child fails no requests but those on its own")
                .contains("supported: worker-128: a crashed httpd-child fails no requests but those on its own")
                .contains("supported: prefork+fpm: a crashed fpm-worker fails no requests but those on its own")
                .contains(
                        "mod-php-refused            S0       supported",
                        "one-mpm                    S1       supported");
        Tool.Outcome again =
                mpmlab("verify", "--from", new Tool(folder).lastRun().toString());
        assertThat(again.status()).as(again.output()).isEqualTo(status);
        assertThat(outcome.output()).contains(again.output().lines().limit(5).toList());
    }

    private Path awaitFirstStep(Process running) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && running.isAlive()) {
            try (Stream<Path> paths = Files.walk(folder.resolve("runs"))) {
                var step = paths.filter(path -> path.getFileName().toString().equals("step.json")
                                && !path.toString().contains("unfinished"))
                        .findFirst();
                if (step.isPresent()) {
                    return step.get().getParent().getParent();
                }
            } catch (IOException | java.io.UncheckedIOException notYetOrMoved) {
                // looked at it just while it was renamed
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no step was done; the run printed " + Files.readString(new Tool(folder).output()));
    }

    private Tool.Outcome mpmlab(String... arguments) throws Exception {
        return new Tool(folder).run(arguments);
    }
}
