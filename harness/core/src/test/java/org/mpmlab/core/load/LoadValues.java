package org.mpmlab.core.load;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Loads and results of every shape. */
final class LoadValues {
    private LoadValues() {}

    static Arbitrary<Arrival> arrivals() {
        Arbitrary<Duration> pauses = Arbitraries.longs().between(0, 5_000_000).map(Duration::ofNanos);
        Arbitrary<Double> rates = Arbitraries.doubles().between(0.5, 50_000);
        Arbitrary<Arrival.Segment> segments = Combinators.combine(
                        rates, rates, Arbitraries.integers().between(1, 1000))
                .as((from, to, millis) -> new Arrival.Segment(from, to, Duration.ofMillis(millis)));
        return Arbitraries.oneOf(
                Arbitraries.just(new Arrival.Closed()),
                Combinators.combine(
                                Arbitraries.of(true, false),
                                pauses,
                                Arbitraries.longs().between(0, 1000))
                        .as(Arrival.Rounds::new),
                Combinators.combine(
                                segments.list().ofMinSize(1).ofMaxSize(3),
                                Arbitraries.of(Arrival.Spacing.class),
                                pauses)
                        .as(Arrival.Open::new));
    }

    static Target target(String name) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Second", "2");
        headers.put("Accept", "text/html");
        headers.put("X-First", "ä");
        return new Target(
                name,
                URI.create("https://127.0.0.1:8443/a%20b?x=1"),
                "POST",
                headers,
                Optional.of("user=ä"),
                new Target.Expectation(302, OptionalLong.of(17)));
    }

    static Arbitrary<Load> loads() {
        return Combinators.combine(
                        arrivals(),
                        Arbitraries.of(Protocol.H1, Protocol.H2),
                        Arbitraries.integers().between(1, 64),
                        Arbitraries.longs())
                .as((arrival, protocol, count, seed) -> new Load(
                        List.of(target("a"), Target.get("b", URI.create("https://[::1]/"))),
                        protocol,
                        arrival,
                        Connections.kept(count).withStreams(protocol.multiplexes() ? count : 1),
                        Idle.of(count),
                        count % 2 == 0
                                ? Optional.empty()
                                : Optional.of(new Journey(
                                        Journey.Kind.BROWSING, count, Duration.ofMillis(count), List.of("/a.css"))),
                        WarmUp.untilSteady(Duration.ofMillis(count)),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        seed));
    }

    static Arbitrary<Distribution> distributions() {
        return Arbitraries.longs()
                .between(0, Distribution.HIGHEST_NANOS)
                .array(long[].class)
                .ofMaxSize(20)
                .map(Distribution::ofNanos);
    }

    static Arbitrary<Generator> generators() {
        Arbitrary<OptionalDouble> shares = Arbitraries.doubles()
                .between(0, 1)
                .map(OptionalDouble::of)
                .injectNull(0)
                .edgeCases(edges -> edges.none());
        return Combinators.combine(
                        Arbitraries.of("native (epoll)", "gatling"),
                        Arbitraries.longs().between(0, 1_000_000_000),
                        Arbitraries.longs().between(0, 100),
                        Arbitraries.oneOf(shares, Arbitraries.just(OptionalDouble.empty())))
                .as((name, nanos, collections, share) -> new Generator(
                        name,
                        collections.intValue() + 1,
                        Duration.ofNanos(nanos),
                        collections,
                        Duration.ofNanos(nanos / 7),
                        Duration.ofNanos(nanos / 3),
                        share,
                        share,
                        share));
    }

    static Arbitrary<TargetResult> targetResults(String name) {
        Arbitrary<Long> counts = Arbitraries.longs().between(0, 1_000_000);
        return Combinators.combine(counts, counts, distributions(), distributions())
                .as((a, b, first, second) -> new TargetResult(
                        name,
                        new TargetResult.Counts(a + b, a + b, a, b, 5 * a, 1),
                        Map.of(ErrorKind.TIMEOUT, a, ErrorKind.RESET_STREAM, b),
                        Map.of(200, a, 503, b),
                        Map.of("h2", a, "http/1.1", b),
                        Map.of(
                                Series.parse("written-to-first-byte.reused.success"), first,
                                Series.parse("connect.new.success"), second),
                        idle(a.intValue(), first),
                        List.of("CLOSED: \"HTTP/1.1\\r\\n\"")));
    }

    private static IdleResult idle(int n, Distribution times) {
        return n % 3 == 0
                ? IdleResult.NONE
                : new IdleResult(
                        n,
                        n - 1,
                        n % 2 == 0,
                        6,
                        1,
                        2,
                        3,
                        4,
                        List.of(new IdleResult.Level(n, times)),
                        List.of("silent"));
    }

    static Arbitrary<RoundTimes> rounds() {
        return Arbitraries.floats()
                .between(0, 1e7f)
                .injectNull(0.1)
                .map(micros -> micros == null ? Float.NaN : micros)
                .list()
                .ofMaxSize(20)
                .map(list -> {
                    float[] micros = new float[2 * list.size()];
                    for (int i = 0; i < micros.length; i++) {
                        micros[i] = list.get(i / 2) + i % 2;
                    }
                    return new RoundTimes(List.of("a", "b"), micros);
                });
    }

    static Arbitrary<LoadResult> results() {
        return Combinators.combine(loads(), targetResults("a"), targetResults("b"), rounds(), generators())
                .as((load, a, b, rounds, generator) -> new LoadResult(
                        load,
                        Instant.ofEpochSecond(1_795_000_000L + a.counts().sent(), 123_456_789),
                        Duration.ofNanos(b.counts().sent()),
                        List.of(a, b),
                        load.arrival() instanceof Arrival.Rounds ? rounds : RoundTimes.NONE,
                        generator,
                        new WarmUp.Outcome(
                                Duration.ofNanos(a.counts().sent()), b.counts().sent(), true)));
    }
}
