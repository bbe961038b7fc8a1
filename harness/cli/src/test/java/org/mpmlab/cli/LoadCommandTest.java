package org.mpmlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpmlab.cli.Outcome.mpmlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.run.Json;
import org.mpmlab.engine.floor.TrivialServer;

/** {@code mpmlab load} against a real server, however trivial. */
class LoadCommandTest {
    private static TrivialServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = new TrivialServer(List.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Outcome load(String... options) {
        List<String> all =
                new ArrayList<>(List.of("load", server.uri().toString(), "-d", "300ms", "--warm-up", "200ms"));
        all.addAll(List.of(options));
        return mpmlab(all.toArray());
    }

    @Test
    void theFiguresAreOnTheScreen() {
        Outcome outcome = load("-c", "4");

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out().lines())
                .anyMatch(line -> line.matches("http://127.0.0.1:\\d+/  \\[http/1.1]"))
                .anyMatch(line ->
                        line.matches("  [\\d,]+ offered, [\\d,]+ sent, [\\d,]+ completed .*, 0 failed, 4 connections"))
                .anyMatch(line -> line.matches("  written to first byte( +[\\d.]+){5}"))
                .anyMatch(line -> line.matches(" +[\\d.,]+ to +[\\d.,]+ us #.*%"))
                .anyMatch(line -> line.startsWith("generator: "))
                .anyMatch(line -> line.startsWith("floor: "));
    }

    @Test
    void aProgramReadsThemAsJson() throws Exception {
        Path file = folder.resolve("load.json");
        Outcome outcome = load("-c", "2", "-r", "200", "--hold", "5", "--json", file.toString());

        assertThat(outcome.status()).as(outcome.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.at("/settings/connections/count").asInt()).isEqualTo(2);
        assertThat(json.at("/settings/arrival/kind").asText()).isEqualTo("open");
        assertThat(json.at("/generatorCpuMicrosPerRequest").asDouble()).isPositive();
        assertThat(json.at("/warmUp/requests").asInt()).isBetween(1, 100);
        JsonNode address = json.at("/addresses/0");
        assertThat(address.at("/counts/offered").asInt()).isEqualTo(60);
        int completed = address.at("/counts/completed").asInt();
        assertThat(address.at("/counts/sent").asInt())
                .as("a machine that is held up sends less")
                .isEqualTo(completed)
                .isBetween(1, 60);
        assertThat(address.at("/errors").isEmpty()).isTrue();
        assertThat(address.at("/negotiated/http~11.1").asInt()).isEqualTo(2);
        assertThat(address.has("valid")).isTrue();
        assertThat(address.has("causes")).isTrue();
        JsonNode ttfb = address.at("/successMicros/written-to-first-byte");
        assertThat(ttfb.at("/p50").asDouble())
                .isPositive()
                .isLessThanOrEqualTo(ttfb.at("/p99.9").asDouble());
        assertThat(address.at("/histogramMicros/written-to-first-byte.reused.success/count")
                        .asInt())
                .isEqualTo(completed);
        assertThat(address.at("/idle/held").asInt()).isEqualTo(5);
        assertThat(address.at("/idle/served").asInt()).isEqualTo(5);
    }

    @Test
    void theWholeResultIsKeptForMerging() throws Exception {
        Path result = folder.resolve("result.json");
        Path hlog = folder.resolve("times.hlog");
        load("-c", "2", "--result", result.toString(), "--hlog", hlog.toString());

        LoadResult whole = Json.MAPPER.readValue(result.toFile(), LoadResult.class);
        assertThat(whole.merge(whole).targets().get(0).counts().completed())
                .isEqualTo(2 * whole.targets().get(0).counts().completed());
        assertThat(Files.readString(hlog)).contains("#[Histogram log format version 1.3]");
    }

    @Test
    void aConnectionCanBeClosedAfterSomeRequests() throws Exception {
        Path file = folder.resolve("load.json");
        load("-c", "1", "-r", "100", "--requests-per-connection", "10", "--json", file.toString());

        assertThat(new ObjectMapper()
                        .readTree(file.toFile())
                        .at("/addresses/0/counts/connections")
                        .asInt())
                .isBetween(2, 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "load | what should be loaded",
                "load http://192.0.2.1/ | --remote",
                "load ftp://127.0.0.1/ | needs an http or https address",
                "load http://127.0.0.1:1/ --until-starved | needs --hold N",
                "load http://127.0.0.1:1/ -p h2 | h2 needs an https address",
                "load http://127.0.0.1:1/ -m 4 | streams must be 1",
                "load http://127.0.0.1:1/ --warm-up long | is no time",
                "load http://127.0.0.1:1/ --no-keepalive --requests-per-connection 5 | leave one of the two out",
                "load http://127.0.0.1:1/ --hold 900000000 | Raise its limit",
                "load http://127.0.0.1:1/ --cpus x | x",
                "load http://127.0.0.1:1/ -c 0 | connections and streams must be at least 1",
                "load http://127.0.0.1:1/ --json /no-such-folder/f.json | there is no folder /no-such-folder",
                "load http://127.0.0.1:1/ --hlog / | it is a folder",
                "load http://127.0.0.1:1/ --result /no-such-folder/f.json | there is no folder /no-such-folder",
            })
    void whatCannotBeSentIsRefusedInWords(String command, String words) {
        Outcome outcome = mpmlab((Object[]) command.split(" ", -1));

        assertThat(outcome.status()).as(outcome.err()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains(words).doesNotContain("\tat ");
    }

    @Test
    void idleConnectionsThatAskForAPageThatIsNotThereAreNoStarvation() throws Exception {
        HttpServer pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pages.createContext("/page", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        pages.start();
        String page = "http://127.0.0.1:" + pages.getAddress().getPort() + "/page";
        Outcome outcome = mpmlab(
                "load",
                page,
                "-d",
                "300ms",
                "--warm-up",
                "0s",
                "--hold",
                "50",
                "--hold-path",
                "/lihgt.txt",
                "--until-starved");
        pages.stop(0);

        assertThat(outcome.out())
                .contains("0 of 50 idle connections held")
                .containsPattern("[4-7] new connections got a wrong answer")
                .containsPattern("does not count: 0 of 50 idle .*: STATUS: 200 expected, not 404")
                .doesNotContain("starve")
                .doesNotContain("got no answer");
    }

    @Test
    void aServerThatIsNotThereIsNoResult() {
        Outcome outcome = mpmlab("load", "http://127.0.0.1:1/", "-d", "200ms", "--warm-up", "0s");

        assertThat(outcome.status()).isEqualTo(ExitCode.INVALID);
        assertThat(outcome.out()).contains("connect").contains("refused").contains("does not count");
    }
}
