package org.mpmlab.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.load.Idle;
import org.mpmlab.core.load.Journey;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.stack.Stack;

class ScenarioReaderTest {
    private static final String HEAD = "name: own\nstacks: [event+fpm]\nsites: [hello]\nloads:\n";

    @Test
    void anEntryWithListsStandsForALoadOfEachCombination() {
        assertThat(names("- {name: ttfb, arrival: rounds, protocol: [h1, h2], keep-alive: [true, false]}"))
                .containsExactly("ttfb-h1", "ttfb-h1-close", "ttfb-h2", "ttfb-h2-close");
        assertThat(names("- {arrival: closed, connections: [4, 16]}")).containsExactly("busy-h1-c4", "busy-h1-c16");
        assertThat(names("- {arrival: closed, protocol: [h1, h2], connections: 4, streams: [1, 16]}"))
                .containsExactly("busy-h1-c4", "busy-h2-c4", "busy-h2-c4x16");
        assertThat(names("- {arrival: open, rate: [100, 0.5, 0.00025]}"))
                .containsExactly("rate-h1-r100", "rate-h1-r0.5", "rate-h1-r0.00025");
        assertThat(names("- {arrival: closed, keep-alive: false}")).containsExactly("busy-h1-c16-close");
        assertThat(names("- {name: ramp, arrival: open, profile: [{from: 0, to: 9, for: 4s}]}"))
                .containsExactly("ramp-h1");
    }

    @Test
    void whatIsNotSaidHasADefault() {
        assertThat(read("- {arrival: rounds}\n- {arrival: closed}\n- {arrival: open, rate: 5}")
                        .loads())
                .containsExactly(
                        new LoadShape(
                                "ttfb-h1",
                                Protocol.H1,
                                Arrival.Rounds.oneAtATime(),
                                Connections.kept(1),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(10),
                                Set.of()),
                        new LoadShape(
                                "busy-h1-c16",
                                Protocol.H1,
                                new Arrival.Closed(),
                                Connections.kept(16),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(10),
                                Set.of()),
                        new LoadShape(
                                "rate-h1-r5",
                                Protocol.H1,
                                Arrival.Open.at(5),
                                Connections.kept(16),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(10),
                                Set.of()));
        Scenario scenario = read("- {arrival: rounds}");
        assertThat(scenario.blocks()).isEqualTo(1);
        assertThat(scenario.placement()).isEqualTo(Placement.AUTOMATIC);
    }

    @Test
    void aJourneyIsGatlingsAndHasDefaults() {
        LoadShape load = read("- {arrival: closed, engine: gatling, journey: {kind: browsing}}")
                .loads()
                .get(0);
        assertThat(load.engine()).isEqualTo(GeneratorKind.GATLING);
        assertThat(load.journey()).contains(new Journey(Journey.Kind.BROWSING, 3, Duration.ofSeconds(1), List.of()));
        assertThat(read("- {arrival: open, rate: 2, engine: gatling, protocol: h2, journey: {kind: page-load, pages: 2,"
                                + " think: 20 ms, assets: [/a.css, /b.js]}}")
                        .loads()
                        .get(0)
                        .journey())
                .contains(new Journey(Journey.Kind.PAGE_LOAD, 2, Duration.ofMillis(20), List.of("/a.css", "/b.js")));
    }

    @Test
    void aJourneyThatNamesNoAssetsFetchesThoseOfTheSitesPage() {
        List<Target> targets = List.of(Target.get("it", URI.create("http://127.0.0.1/")));
        assertThat(assets("browsing", targets)).containsExactly("/style.css");
        assertThat(assets("browsing, assets: [/a.css]", targets)).containsExactly("/a.css");
        assertThat(assets("login", targets)).isEmpty();
    }

    private static List<String> assets(String kind, List<Target> targets) {
        return read("- {arrival: closed, engine: gatling, journey: {kind: " + kind + "}}")
                .loads()
                .get(0)
                .toward(targets, List.of("/style.css"), 1)
                .journey()
                .orElseThrow()
                .assets();
    }

    @Test
    void aLoadWithoutKeepAliveOpensAConnectionForEachRequest() {
        assertThat(read("- {arrival: closed, keep-alive: false, connections: 3}")
                        .loads()
                        .get(0)
                        .connections())
                .isEqualTo(Connections.fresh(3));
    }

    @Test
    void aLoadWithoutKeepAliveHasNoStreams() {
        assertThat(names("- {arrival: closed, protocol: h2, keep-alive: [true, false], connections: 4, "
                        + "streams: [1, 4]}"))
                .containsExactly("busy-h2-c4", "busy-h2-c4x4", "busy-h2-c4-close");
        assertThat(names("- {arrival: closed, protocol: h2, keep-alive: [true, false], connections: 4, streams: 4}"))
                .containsExactly("busy-h2-c4x4", "busy-h2-c4-close");
    }

    @Test
    void aWholeNumberMayHaveAPoint() {
        assertThat(names("- {arrival: closed, connections: 8.0}")).containsExactly("busy-h1-c8");
    }

    @Test
    void aProfileLastsAsLongAsItsStretches() {
        LoadShape load = read("- {arrival: open, poisson: true, quantum: 1 ms, profile: [{rate: 5, for: 2s}, {from: 5,"
                        + " to: 50, for: 1m}]}")
                .loads()
                .get(0);
        assertThat(load.duration()).isEqualTo(Duration.ofSeconds(62));
        assertThat(load.arrival())
                .isEqualTo(new Arrival.Open(
                        List.of(
                                new Arrival.Segment(5, 5, Duration.ofSeconds(2)),
                                new Arrival.Segment(5, 50, Duration.ofMinutes(1))),
                        Arrival.Spacing.POISSON,
                        Duration.ofMillis(1)));
    }

    @Test
    void wordsStandForThePlainStacks() {
        assertThat(stacks("[all]")).hasSize(27).doesNotHaveDuplicates();
        assertThat(stacks("[unfronted]")).hasSize(14).contains("nginx+fpm").noneMatch(name -> name.endsWith("+nginx"));
        assertThat(stacks("[fronted]")).hasSize(13).allMatch(name -> name.endsWith("+nginx"));
        assertThat(stacks("[unfronted, all, event+fpm]")).hasSize(27).doesNotHaveDuplicates();
        assertThat(stacks("[worker+cgi, event+fpm]")).containsExactly("worker+cgi", "event+fpm");
    }

    /** With the schema's own list of keys, so that none is offered which the reader passes over. */
    @Test
    void everythingThatTheSchemaOffersIsRead() {
        Library library = new ShippedLibrary(Map.of("a.conf", "A", "b.conf", "B", "c.conf", "C", "d.ini", "D"));
        Scenario scenario = ScenarioReader.read("""
                name: own
                description: All keys.
                blocks: 8
                stacks:
                  - name: ours
                    extends: event+fpm+nginx
                    settings: {ThreadsPerChild: 50, MaxRequestWorkers: 400, pm: dynamic, KeepAlive: off}
                    httpd: [a.conf]
                    nginx: [b.conf]
                    fpm: [c.conf]
                    php: [d.ini]
                  - {name: built, extends: event+fpm, image: "registry/name:tag"}
                  - name: production
                    address: http://127.0.0.1:8080/
                sites: [hello, php29]
                loads:
                  - {name: a, arrival: rounds, protocol: h1, keep-alive: false, rounds: 7, pause: 3 ms, at-once: true,
                     warm-up: 2s, duration: 3s, request-timeout: 4s, sites: [php29]}
                server: {cpus: 0, cpu-limit: 1.5, memory: 2g}
                generator: {cpus: "1-3"}
                """, "own.yaml", library);
        assertThat(scenario.blocks()).isEqualTo(8);
        assertThat(scenario.description()).isEqualTo("All keys.");
        Stack ours = scenario.stack("ours");
        assertThat(ours.composition()).contains(Composition.parse("event+fpm+nginx"));
        assertThat(ours.settings())
                .isEqualTo(Settings.NONE
                        .with(Setting.THREADS_PER_CHILD, 50)
                        .with(Setting.MAX_REQUEST_WORKERS, 400)
                        .with(Setting.PM, "dynamic")
                        .with(Setting.KEEP_ALIVE, "Off"));
        assertThat(ours.extra())
                .containsExactlyInAnyOrder(
                        new Stack.ExtraConfiguration(Stack.ExtraConfiguration.Place.HTTPD, "a.conf", "A"),
                        new Stack.ExtraConfiguration(Stack.ExtraConfiguration.Place.NGINX, "b.conf", "B"),
                        new Stack.ExtraConfiguration(Stack.ExtraConfiguration.Place.FPM, "c.conf", "C"),
                        new Stack.ExtraConfiguration(Stack.ExtraConfiguration.Place.PHP, "d.ini", "D"));
        assertThat(scenario.stack("built").image()).contains("registry/name:tag");
        assertThat(scenario.stack("production").address()).isPresent();
        assertThat(scenario.loads())
                .containsExactly(new LoadShape(
                        "a-h1-close",
                        Protocol.H1,
                        new Arrival.Rounds(true, Duration.ofMillis(3), 7),
                        Connections.fresh(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Set.of("php29")));
        assertThat(scenario.placement())
                .isEqualTo(new Placement(
                        Optional.of("0"), Optional.of("1-3"), OptionalDouble.of(1.5), OptionalLong.of(2L << 30)));
    }

    @Test
    void idleConnectionsAreANumberSeveralOrAllThereIsToSay() {
        assertThat(read("- {arrival: closed, idle: 500}").loads())
                .singleElement()
                .satisfies(load -> assertThat(load.idle()).isEqualTo(Idle.of(500)));
        assertThat(names("- {arrival: closed, idle: [0, 500]}")).containsExactly("busy-h1-c16-i0", "busy-h1-c16-i500");
        assertThat(read("- {arrival: closed, idle: {connections: 9, until-starved: true, path: /l, patience: 3s}}")
                        .loads())
                .singleElement()
                .satisfies(load -> assertThat(load.idle())
                        .isEqualTo(Idle.untilStarved(9, Duration.ofSeconds(3)).asking("/l")));
        assertThat(read("- {arrival: closed, idle: {connections: 9}}").loads())
                .singleElement()
                .satisfies(load -> assertThat(load.idle()).isEqualTo(Idle.of(9)));
    }

    @Property(tries = 100)
    void namesOfLoadsAreUniqueAndFileSafe(
            @ForAll("protocols") Set<String> protocols,
            @ForAll("counts") Set<Integer> connections,
            @ForAll("counts") Set<Integer> streams,
            @ForAll Set<Boolean> kept) {
        if (kept.isEmpty()) {
            return;
        }
        boolean h1Alone = protocols.equals(Set.of("h1"));
        List<String> names =
                names("- {arrival: closed, protocol: " + protocols + ", connections: " + connections + ", keep-alive: "
                        + kept + ", streams: " + (h1Alone || !kept.contains(true) ? List.of(1) : streams) + "}");
        assertThat(names).isNotEmpty().doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9.-]+"));
    }

    @Provide
    Arbitrary<Set<String>> protocols() {
        return Arbitraries.of("h1", "h2").set().ofMinSize(1);
    }

    @Provide
    Arbitrary<Set<Integer>> counts() {
        return Arbitraries.integers().between(1, 200).set().ofMinSize(1).ofMaxSize(3);
    }

    private static Scenario read(String loads) {
        return ShippedLibrary.read(HEAD + loads.indent(2));
    }

    private static List<String> names(String loads) {
        return read(loads).loads().stream().map(LoadShape::name).toList();
    }

    private static List<String> stacks(String list) {
        return ShippedLibrary.read("name: own\nstacks: " + list + "\nsites: [hello]\nloads: [{arrival: rounds}]\n")
                .stacks()
                .stream()
                .map(Stack::name)
                .toList();
    }

    @Test
    void otherSitesGetTheLoadsThatWereForSitesThatAreGone() {
        Scenario quick = ShippedLibrary.catalogue("quick.yaml");
        Site other = ShippedLibrary.catalogue("full.yaml").site("wait");
        Scenario served = quick.serving(List.of(other));
        assertThat(served.sites()).containsExactly(other);
        assertThat(served.loads()).hasSameSizeAs(quick.loads()).allMatch(load -> load.isFor("wait"));
        assertThat(served.load("busy-h1-c16").sites()).isEmpty();
    }

    @Test
    void aLoadStaysWithThoseOfItsSitesThatAreStillThere() {
        Scenario full = ShippedLibrary.catalogue("full.yaml");
        Scenario served = full.serving(List.of(full.site("hello"), full.site("wait")));
        assertThat(served.load("tail-h1").sites()).containsExactly("hello");
        assertThat(served.load("ttfb-h1").sites()).isEmpty();
    }
}
