package org.mpmlab.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.scenario.yaml.Problem;

/** What a user is told: snippets and the exact words. */
class ScenarioErrorsTest {
    private static final String THREADED =
            "mod_php on a threaded MPM: Debian's PHP is not thread-safe (NTS), and httpd "
                    + "refuses to start: \"Apache is running a threaded MPM, but your PHP Module is not compiled to be "
                    + "threadsafe\" (AH00013). Did you mean 'event+fpm'? Allowed: php=fpm, php=fcgid or php=cgi on this MPM, "
                    + "or mod_php on prefork or itk.";
    private static final String STACKS =
            "Allowed: all, unfronted, fronted, or MPM+PHP with MPM prefork, itk, worker or "
                    + "event and PHP mod_php, cgi, fcgid or fpm, with +nginx after it for nginx in front, or nginx+fpm.";
    private static final String ROUNDS =
            "Allowed: name, arrival, rounds, pause, at-once, idle, engine, protocol, keep-alive, warm-up, "
                    + "duration, request-timeout, sites, stacks.";

    static Stream<Arguments> stacks() {
        return Stream.of(
                row("[unfrontd]", "2:10: 'unfrontd' is no stack. Did you mean 'unfronted'? " + STACKS),
                row("[event_fpm]", "2:10: 'event_fpm' is no stack. Did you mean 'event+fpm'? " + STACKS),
                row("[Event+FPM]", "2:10: 'Event+FPM' is no stack. Did you mean 'event+fpm'? " + STACKS),
                row("[apache]", "2:10: 'apache' is no stack. " + STACKS),
                row("[event+mod_php]", "2:10: stack 'event+mod_php' can't be had: " + THREADED),
                row("[cgi, 3]", "2:10: 'cgi' is no stack. " + STACKS, "2:15: '3' is no stack. " + STACKS),
                row("event+fpm", "2:9: 'stacks' must be a list, not 'event+fpm'."),
                row("[]", "2:9: 'stacks' needs at least 1 entry."),
                row("[[a]]", "2:10: an entry of 'stacks' must be text or keys with values, not a list."),
                row("[event+fpm, itk+cgi, event+fpm]", "2:30: stack 'event+fpm' is here twice, first on line 2."),
                row("[{name: x}]", "2:10: a stack of your own needs 'extends': The plain stack that it builds on."),
                row(
                        "[{name: x, extend: event+fpm}]",
                        "2:20: 'extend' is no key of a stack of your own. Did you mean 'extends'? "
                                + "Allowed: name, extends, settings, httpd, nginx, fpm, php, image."),
                row(
                        "[{name: all, extends: event+fpm}]",
                        "2:17: 'all' already means something; a stack of your own needs another name."),
                row(
                        "[{name: baseline, address: 'http://h/'}]",
                        "2:17: 'baseline' is what gates call an earlier run; a stack of your own needs another name."),
                row(
                        "[{name: x, extends: event+fpm, httpd: [no.conf]}]",
                        "2:48: there is no file 'no.conf'. Allowed: a path relative to own.yaml."),
                row(
                        "[{name: x, extends: event+fpm, nginx: [extra.conf]}]",
                        "2:48: stack event+fpm has no nginx that would read 'extra.conf'."),
                row(
                        "[{name: x, extends: event+fpm+nginx, image: 'registry/a:b'}]",
                        "2:53: 'image' would be used for both containers of event+fpm+nginx, nginx's and Apache's. "
                                + "Allowed: a stack without nginx in front, or no image."),
                row(
                        "[{name: x, address: 'http://'}]",
                        "2:29: 'address' can't be 'http://'. Allowed: Where it runs; the sites' pages are asked for below "
                                + "it. No memory and no scoreboard are seen of it; values such as "
                                + "http://127.0.0.1:8080/, https://127.0.0.1:8443/."),
                row(
                        "[{name: x, address: 'http://a_b:80/'}]",
                        "2:29: 'http://a_b:80/' is no address. Allowed: such as http://127.0.0.1:8080/."),
                row(
                        "[{name: x, address: 'http://h/', settings: {}}]",
                        "2:42: 'settings' is no key of a stack that runs already. Allowed: name, address."));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void stacksAreChecked(String stacks, List<String> messages) {
        assertSays("name: own\nstacks: " + stacks + "\nsites: [hello]\nloads: [{arrival: rounds}]\n", messages);
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                row(
                        "MaxRequestWorkers: 410",
                        "MaxRequestWorkers 410 is no multiple of ThreadsPerChild 25, and httpd would lower it to 400; "
                                + "write 400 or 425 (AH00513)."),
                row(
                        "MaxRequestWorkers: 425",
                        "MaxRequestWorkers 425 needs 17 processes of ThreadsPerChild 25, but ServerLimit is 16, and "
                                + "httpd would lower it to 400; raise ServerLimit to 17 (AH00515)."),
                row("ThreadsPerChild: many", "ThreadsPerChild must be a whole number, not 'many'."),
                row(
                        "AsyncRequestWorkerFactor: 1.5",
                        "AsyncRequestWorkerFactor must be a whole number, not '1.5'; httpd truncates fractions (1.5 "
                                + "acts as 1)."),
                row("pm: dynamc", "pm must be one of static, dynamic, ondemand, not 'dynamc'."),
                row("KeepAlive: maybe", "KeepAlive must be one of On, Off, not 'maybe'."),
                row("ThreadsPerChild: 0", "ThreadsPerChild must be 1 to 100000, not 0."),
                row(
                        "MinSpareServers: 5",
                        "MinSpareServers is no directive of the event MPM: httpd would not start; leave it out "
                                + "(refused)."));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void settingsAreHeldAgainstTheProgramsOwnRules(String setting, List<String> messages) {
        int column = 52 + setting.indexOf(": ") + 2;
        assertSays(
                "name: own\nstacks: [{name: x, extends: event+fpm, settings: {" + setting
                        + "}}]\nsites: [hello]\nloads: [{arrival: rounds}]\n",
                messages.stream()
                        .map(message -> "2:" + (column - 1) + ": " + message)
                        .toList());
    }

    @Test
    void aDefaultThatBreaksARuleIsSaidAtTheSettings() {
        assertSays(
                """
                name: own
                stacks:
                  - name: x
                    extends: event+fpm
                    settings:
                      ThreadsPerChild: 50
                      MinSpareThreads: 240
                sites: [hello]
                loads: [{arrival: rounds}]
                """,
                List.of("6:7: MaxSpareThreads 250 is below MinSpareThreads 240 + ThreadsPerChild 50 + 1, and httpd "
                        + "would silently make it 291; write that (silent); MaxSpareThreads is not given here, so its "
                        + "default counts."));
    }

    @Test
    void anUnknownSettingHasItsNearestWord() {
        InvalidConfiguration invalid = invalid(
                "name: own\nstacks: [{name: x, extends: event+fpm, settings: {threads_per_child: 4}}]\nsites: [hello]\nloads: [{arrival: rounds}]\n");
        assertThat(invalid.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("own.yaml:2:51");
            assertThat(problem.what()).isEqualTo("'threads_per_child' is no key of settings");
            assertThat(problem.nearest()).contains("ThreadsPerChild");
        });
    }

    static Stream<Arguments> loads() {
        return Stream.of(
                row(
                        "{}",
                        "4:9: a load needs 'arrival': When requests are sent. rounds: one request to each stack in "
                                + "turn, all stacks up, for TTFB at light load. closed: every connection sends its next request "
                                + "when the last is answered, one stack alone. open: at a rate that the server cannot slow "
                                + "down, one stack alone. search: open at many rates, to find the highest that meets an "
                                + "objective, one stack alone."),
                row(
                        "{arival: rounds}",
                        "4:10: 'arival' is no key of a load. Did you mean 'arrival'? Allowed: arrival."),
                row(
                        "{arrival: Rounds}",
                        "4:19: 'arrival' can't be 'Rounds'. Did you mean 'rounds'? Allowed: rounds, closed, open, search."),
                row(
                        "{arrival: rounds, warm_up: 2s}",
                        "4:27: 'warm_up' is no key of a load in rounds. Did you mean 'warm-up'? " + ROUNDS),
                row("{arrival: rounds, rate: 5}", "4:27: 'rate' is no key of a load in rounds. " + ROUNDS),
                row(
                        "{arrival: rounds, duration: 2 sec}",
                        "4:37: 'duration' can't be '2 sec'. Allowed: values such as 2s, 29 ms, 1m."),
                row(
                        "{arrival: rounds, duration: 2}",
                        "4:37: 'duration' must be text, not '2'. Allowed: values such as 2s, 29 ms, 1m."),
                row("{arrival: rounds, duration: 0s}", "4:37: 'duration' must be more than 0."),
                row("{arrival: rounds, protocol: [h1, h2], duration: 0s}", "4:57: 'duration' must be more than 0."),
                row("{arrival: rounds, rounds: 0}", "4:35: 'rounds' must be at least 1, not 0."),
                row(
                        "{arrival: rounds, protocol: [h1, h3]}",
                        "4:42: an entry of 'protocol' can't be 'h3'. Did you mean 'h1'? Allowed: h1, h2, h2c."),
                row(
                        "{arrival: rounds, sites: [helo]}",
                        "4:35: 'helo' is no site of this scenario. Did you mean 'hello'? Allowed: hello."),
                row(
                        "{arrival: rounds, stacks: [event+fpn]}",
                        "4:36: 'event+fpn' is no stack of this scenario. Did you mean 'event+fpm'? Allowed: event+fpm."),
                row(
                        "{arrival: closed, connections: '16'}",
                        "4:40: 'connections' must be a whole number or a list, not '16'."),
                row(
                        "{arrival: closed, connections: [0]}",
                        "4:41: an entry of 'connections' must be at least 1, not 0."),
                row(
                        "{arrival: closed, streams: 4}",
                        "4:36: HTTP/1.1 carries one request at a time on a connection, so 'streams' can't be more than "
                                + "1. Allowed: streams: 1, or protocol: h2."),
                row(
                        "{arrival: closed, protocol: h2, keep-alive: false, streams: [1, 4]}",
                        "4:69: without keep-alive a connection carries one request, so 'streams' can't be more than 1. "
                                + "Allowed: streams: 1, or keep-alive: true."),
                row(
                        "{arrival: closed, keep-alive: no}",
                        "4:39: 'keep-alive' must be true or false or a list, not 'no'."),
                row("{arrival: open}", "4:9: an open load needs 'rate': Requests per second; or it needs a profile."),
                row(
                        "{arrival: open, rate: 1, profile: [{rate: 1, for: 2s}]}",
                        "4:9: an open load has either a rate or a profile, not both."),
                row(
                        "{arrival: open, profile: [{from: 0, to: 0, for: 2s}]}",
                        "4:35: a ramp from 0 to 0 sends nothing. Allowed: a rate above 0 at either end."),
                row("{arrival: open, rate: 1, quantum: 20ms}", "4:43: 'quantum' must be at most 10 ms, not 20ms."),
                row(
                        "{arrival: rounds}, {arrival: rounds}",
                        "4:28: this gives a second load named 'ttfb-h1', the first is on line 4. Allowed: a name of its "
                                + "own, such as name: ttfb-2."),
                row(
                        "{arrival: search}",
                        "4:9: a search needs 'slo': What must hold, with one limit on TTFB at least. TTFB "
                                + "counts from the moment at which a request was due; what failed or was never sent was not "
                                + "answered in time."),
                row(
                        "{arrival: search, slo: errors<=1%}",
                        "4:32: 'slo' bounds no TTFB, and a rate is looked for by it. Allowed: such as ttfb.p99<=200ms."),
                row(
                        "{arrival: search, slo: ttbf.p99<=200ms}",
                        "4:32: 'ttbf.p99' is nothing that an objective can bound. Did you mean 'ttfb.p99'? Allowed: "
                                + "ttfb.pQ<=TIME, such as ttfb.p99<=200ms, and errors<=SHARE, such as 0.1%."),
                row(
                        "{arrival: search, slo: ttfb.p99<=200ms, from: 50, to: 20}",
                        "4:63: a search goes up, not from 50/s to 20/s."),
                row(
                        "{arrival: search, slo: ttfb.p99<=200ms, resolution: 0.5%}",
                        "4:61: 'resolution' must be 1 % to 100 %, not 0.5%."),
                row("{arrival: rounds, arrival: open}", "4:27: 'arrival' is here twice, first on line 4."));
    }

    static Stream<Arguments> journeys() {
        return Stream.of(
                row(
                        "{arrival: closed, engine: gattling}",
                        "4:35: 'engine' can't be 'gattling'. Did you mean 'gatling'? Allowed: native, gatling."),
                row(
                        "{arrival: closed, journey: {kind: browsing}}",
                        "4:36: a journey can't be had with engine: native: the native engine sends one request after "
                                + "another, to one page. Allowed: engine: gatling."),
                row(
                        "{arrival: closed, engine: gatling, journey: {kind: browsin}}",
                        "4:60: 'kind' can't be 'browsin'. Did you mean 'browsing'? Allowed: browsing, keep-alive, login, "
                                + "page-load."),
                row(
                        "{arrival: closed, engine: gatling, journey: {}}",
                        "4:53: a journey needs 'kind': browsing: pages, each with its assets as a browser fetches them. "
                                + "keep-alive: pages over one kept connection. login: a form, its POST, then pages with "
                                + "the session's cookie. page-load: pages with all assets at once, as streams of one "
                                + "HTTP/2 connection."),
                row(
                        "{arrival: closed, engine: gatling, journey: {kind: login, thnk: 1s}}",
                        "4:67: 'thnk' is no key of a journey. Did you mean 'think'? Allowed: kind, pages, think, assets."),
                row(
                        "{arrival: closed, engine: gatling, journey: {kind: browsing, assets: [style.css]}}",
                        "4:79: an entry of 'assets' can't be 'style.css'. Allowed: values such as /style.css."),
                row(
                        "{arrival: closed, engine: gatling, journey: {kind: browsing, assets: ['/a b']}}",
                        "4:79: an entry of 'assets' can't be '/a b'. Allowed: values such as /style.css."),
                row(
                        "{arrival: rounds, engine: gatling}",
                        "4:35: arrival: rounds can't be had with engine: gatling: Gatling's visitors come by themselves and "
                                + "can't take turns, one request at a time. Allowed: engine: native, or arrival: closed or "
                                + "open."),
                row(
                        "{arrival: rounds, journey: {kind: login}}",
                        "4:27: 'journey' is no key of a load in rounds. " + ROUNDS),
                row(
                        "{arrival: open, rate: 5, engine: gatling, quantum: 1ms}",
                        "4:42: a quantum can't be had with engine: gatling: Gatling's visitors do not send in groups. "
                                + "Allowed: engine: native, or no quantum."),
                row(
                        "{arrival: open, rate: 5, engine: gatling, connections: 4}",
                        "4:64: Gatling's visitors bring their own connections, so 'connections' can't bound an open load. "
                                + "Allowed: no connections, or engine: native."),
                row(
                        "{arrival: closed, protocol: h2, streams: 4, engine: gatling}",
                        "4:61: streams: 4 can't be had with engine: gatling: Gatling's client puts no cap on the streams "
                                + "of a connection. Allowed: engine: native, or journey: page-load, whose assets are "
                                + "streams of one connection."),
                row(
                        "{arrival: closed, engine: gatling, journey: {kind: page-load}}",
                        "4:35: journey: page-load over h1 can't be had with engine: gatling: its assets are streams of one "
                                + "HTTP/2 connection. Allowed: protocol: h2, or journey: browsing."),
                row(
                        "{arrival: closed, engine: gatling, keep-alive: [true, false], connections: [4, 8], journey: "
                                + "{kind: keep-alive}}",
                        "4:35: journey: keep-alive with keep-alive: false can't be had with engine: gatling: it is about "
                                + "the connections that visitors keep. Allowed: keep-alive: true."),
                row(
                        "{arrival: closed, engine: gatling, journey: {kind: login, assets: [/a.css]}}",
                        "4:35: assets with journey: login can't be had with engine: gatling: its visitors ask for pages "
                                + "alone. Allowed: journey: browsing, or no assets."));
    }

    @ParameterizedTest
    @MethodSource("journeys")
    void whatAnEngineCannotDoIsSaid(String load, List<String> messages) {
        assertSays("name: own\nstacks: [event+fpm]\nsites: [hello]\nloads: [" + load + "]\n", messages);
    }

    @ParameterizedTest
    @MethodSource("loads")
    void loadsAreChecked(String load, List<String> messages) {
        assertSays("name: own\nstacks: [event+fpm]\nsites: [hello]\nloads: [" + load + "]\n", messages);
    }

    static Stream<Arguments> files() {
        return Stream.of(
                row("", "1:1: the file is empty."),
                row("- a\n", "1:1: the file must be keys with values, not a list."),
                row("a: [1\n", "2:1: a list [...] or map {...} is not closed, or a comma is missing."),
                row("name: x\n\tb: 1\n", "2:1: there is a tab; YAML indents with spaces."),
                row("name: \"x\nb: 1", "2:5: a quote is never closed."),
                row(
                        "a: b: c",
                        "1:5: there is a ':' where none can be; put text that holds ': ' in quotes, and check the "
                                + "indentation."),
                row("a: *b", "1:4: this refers to an anchor that is not there; put text that begins with * in quotes."),
                row("a: &x [*x]", "1:4: this refers to itself through an alias."),
                row("name: x\n---\nb: 1\n", "2:1: a second document begins here; a file holds one."));
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsNoYamlIsSaidInWords(String yaml, List<String> messages) {
        assertSays(yaml, messages);
    }

    @Test
    void allProblemsAreSaidAtOnceByLine() {
        assertSays(
                """
                name: Quick One
                descripton: x
                blocks: 0
                stacks: [event+fpmm]
                sites: [helo, ./shop]
                loads:
                  - arrival: rounds
                    rounds: -1
                server: {cpus: 0-, memory: 2GB, cpu-limit: 0}
                """,
                List.of(
                        "1:7: 'name' can't be 'Quick One'. Allowed: A plain word of a-z, 0-9 and -; part of the run "
                                + "directory's name; values such as quick, our-release.",
                        "2:1: 'descripton' is no key of the scenario. Did you mean 'description'? Allowed: name, "
                                + "description, blocks, stacks, sites, loads, server, generator.",
                        "3:9: 'blocks' must be at least 1, not 0.",
                        "4:10: 'event+fpmm' is no stack. Did you mean 'event+fpm'? " + STACKS,
                        "5:9: 'helo' is no site that ships. Did you mean 'hello'? Allowed: dokuwiki, hello, leak, login, memory, "
                                + "php29, static, wait, or a folder such as ./shop.",
                        "5:15: there is no site in './shop'. Allowed: a folder with a site.yaml, relative to own.yaml.",
                        "8:13: 'rounds' must be at least 1, not -1.",
                        "9:16: 'cpus' can't be '0-'. Allowed: values such as 0, 0-3, 0,2.",
                        "9:28: 'memory' can't be '2GB'. Allowed: values such as 512m, 2g, 2GiB.",
                        "9:44: 'cpu-limit' must be more than 0, not 0."));
    }

    @Test
    void aLoadThatNoStackSpeaksIsAMistake() {
        assertSays(
                "name: own\nstacks: [prefork+fpm]\nsites: [hello]\nloads: [{arrival: rounds, protocol: [h1, h2]}]\n",
                List.of("4:42: none of the stacks speaks h2: HTTP/2 on prefork or ITK: mod_http2 is inactive there: "
                        + "AH10034 at start, and ALPN answers http/1.1. Allowed: mpm=event or mpm=worker, or nginx in "
                        + "front."));
    }

    @Test
    void http2InClearTextIsForAddresses() {
        String loads = "sites: [hello]\nloads: [{arrival: rounds, protocol: h2c}]\n";
        assertSays(
                "name: own\nstacks: [event+fpm, nginx+fpm]\n" + loads,
                List.of("4:37: none of the stacks speaks h2c: HTTP/2 in clear text to a stack of the lab: its servers "
                        + "offer HTTP/2 over TLS only, and no browser speaks it in clear text. Allowed: protocol: h2; "
                        + "h2c is for a stack with an http address."));
        assertThat(ShippedLibrary.read(
                                "name: own\nstacks: [event+fpm, {name: x, address: 'http://127.0.0.1:80/'}]\n" + loads)
                        .loads())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0-2; 2; 2", "'0,2-5'; '1,3,7'; 3", "0; 0; 0", "4-6; 0-9; 4"})
    void serversAndGeneratorShareNoCpu(String server, String generator, int shared) {
        String head = "name: own\nstacks: [event+fpm]\nsites: [hello]\nloads: [{arrival: rounds}]\n";
        assertSays(
                head + "server: {cpus: '" + server + "'}\ngenerator: {cpus: '" + generator + "'}\n",
                List.of("6:19: generator.cpus " + generator + " and server.cpus " + server + " both have CPU " + shared
                        + ". Allowed: CPUs of their own, or neither, to share the machine out."));
    }

    @Test
    void whatIsWrongWithASiteIsSaidOfItsOwnFile() {
        Library library = new ShippedLibrary(Map.of("./shop/site.yaml", "name: shop\ndescription: x\npage: []\n"));
        assertThatExceptionOfType(InvalidConfiguration.class)
                .isThrownBy(() -> ScenarioReader.read(
                        "name: own\nstacks: [event+fpm]\nsites: [./shop]\nloads: [{arrival: rounds}]\n",
                        "own.yaml",
                        library))
                .withMessageStartingWith(
                        "./shop/site.yaml:3:1: 'page' is no key of a site of mpmlab. Did you mean 'pages'?");
    }

    private static Arguments row(String yaml, String... messages) {
        return Arguments.of(yaml, List.of(messages));
    }

    private static void assertSays(String yaml, List<String> messages) {
        assertThat(invalid(yaml).problems())
                .extracting(Problem::toString)
                .containsExactlyElementsOf(
                        messages.stream().map(message -> "own.yaml:" + message).toList());
    }

    private static InvalidConfiguration invalid(String yaml) {
        return catchThrowableOfType(
                InvalidConfiguration.class,
                () -> ScenarioReader.read(yaml, "own.yaml", new ShippedLibrary(Map.of("extra.conf", "# nothing\n"))));
    }
}
