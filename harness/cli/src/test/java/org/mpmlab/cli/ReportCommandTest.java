package org.mpmlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpmlab.cli.Outcome.mpmlab;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Validity;

/** {@code mpmlab report} on stored runs, alone, with conclusions beside them, and two against each other. */
class ReportCommandTest {
    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void aRunOfEightBlocks() {
        run = run("own", 1.01, "CPU");
    }

    private Path run(String name, double ratio, String cpu) {
        return StoredRuns.write(folder, name, 8, ratio, cpu, Validity.VALID);
    }

    private static String report(int status, Object... arguments) {
        Outcome outcome = mpmlab(arguments);
        assertThat(outcome.status()).as("status of " + List.of(arguments)).isEqualTo(status);
        return outcome.out();
    }

    @Test
    void theReportAndTheOnePageAreWrittenWithWhatTheRunSays() throws IOException {
        report(0, "report", run);

        assertThat(run.resolve("report.html"))
                .content()
                .contains("event+fpm is as fast as prefork+mod_php on hello")
                .doesNotContain("id=\"gate\"", "id=\"claims\"");
        assertThat(run.resolve("manager.html")).content().contains("Yes. On the page hello");
        assertThat(run.resolve("summary.md")).content().contains("is as fast as");
    }

    @Test
    void aGateThatTheRunWasJudgedByStaysInItsReport() throws IOException {
        Path gate = Files.writeString(
                folder.resolve("gate.yaml"),
                "name: own\nrules:\n- ttfb.p50 of event+fpm within 5% of prefork+mod_php on hello\n");
        report(0, "gate", gate, run);
        assertThat(run.resolve("report.html")).content().contains("Gate own passed: 1 passed.");

        Files.delete(run.resolve("report.html"));
        report(0, "report", run);

        assertThat(run.resolve("report.html"))
                .content()
                .contains("Gate own passed: 1 passed.", "id=\"gate-forest-1-title\"", "within 5 %");
        assertThat(run.resolve("summary.md")).content().contains("### Gate own");
    }

    @Test
    void aRunOfVerifyThatSentNoLoadAnswersAllTheSame() throws IOException {
        Files.writeString(run.resolve("plan.json"), "{\"seed\": 7, \"blocks\": []}");
        Files.writeString(
                run.resolve("claims.json"),
                "[{\"id\": \"refused\", \"sources\": [{\"id\": \"S0\", \"title\": \"A request\"}], \"statement\": \"mod_php "
                        + "cannot run on event.\", \"trials\": [{\"kind\": \"refusal\", \"configurations\": [{\"stack\": "
                        + "\"event+mod_php\", \"manner\": \"test\", \"says\": \"AH00013\"}]}]}]");
        Files.writeString(
                run.resolve("observed.json"),
                "{\"refusals\": [{\"configuration\": {\"stack\": \"event+mod_php\", \"manner\": \"test\", \"says\": "
                        + "\"AH00013\"}, \"refused\": true, \"said\": \"AH00013: Pre-configuration failed\"}]}");

        assertThat(report(0, "verify", "--from", run)).contains("supported", "report: ");

        assertThat(run.resolve("report.html"))
                .content()
                .contains("The claim that was put to the test is supported: mod_php cannot run on event.")
                .contains("AH00013: Pre-configuration failed")
                .doesNotContain("not finished", "id=\"quantiles\"");
        report(0, "report", run);
    }

    @Test
    void twoRunsAreSetAgainstEachOtherAndAnotherMachineIsSaid() throws IOException {
        Path slower = run("slower", 1.2, "Another CPU");

        String printed = report(0, "report", slower, "--against", run);

        assertThat(printed)
                .contains("2 of 4 figures")
                .contains("not made alike")
                .contains("compare.html");
        assertThat(slower.resolve("compare.html"))
                .content()
                .contains("<strong>Note:</strong>", "The machine differs: Another CPU", "1.188x");
        assertThat(slower.resolve("compare.md")).content().contains("| event+fpm | ttfb.p50 | hello, ttfb | 1.188x");
        report(0, "report", run("again", 1.01, "CPU"), "--against", run);
        assertThat(folder.resolve("19700101-000000-again/compare.html"))
                .content()
                .contains("Both runs are of the same machine")
                .doesNotContain("<strong>Note:</strong>");
        report(2, "report", run, "--against", folder.resolve("none"));
    }

    @Test
    void theLogsAreHdrHistogramsOwn() throws IOException {
        Path logs = folder.resolve("logs");

        report(0, "report", run, "--hlog", logs);

        Path log = logs.resolve("hello-ttfb-event+fpm.hlog");
        List<Histogram> blocks = new ArrayList<>();
        try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
            for (EncodableHistogram next = reader.nextIntervalHistogram();
                    next != null;
                    next = reader.nextIntervalHistogram()) {
                blocks.add((Histogram) next);
            }
        }
        assertThat(blocks).hasSize(8).allSatisfy(block -> {
            assertThat(block.getTag()).isEqualTo("event+fpm");
            assertThat(block.getTotalCount()).isEqualTo(100);
            assertThat(block.getValueAtPercentile(50) / 1e6).isBetween(20.0, 20.4);
        });
        try (var files = Files.list(logs)) {
            assertThat(files).hasSize(2);
        }
        report(2, "report", run, "--hlog", log);
    }

    @Test
    void theJsonHasEveryFigureOfEveryCell() throws IOException {
        JsonNode cells = Json.MAPPER.readTree(report(0, "report", run, "--json", "--against", run("other", 1, "CPU")));

        assertThat(cells).hasSize(16);
        assertThat(cells.get(0).at("/figures/ttfb_p50_ms").asDouble()).isBetween(19.0, 21.0);
        assertThat(cells.get(0).at("/figures/answers").asInt()).isEqualTo(100);
    }
}
