package org.mpmlab.gatling;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Idle;
import org.mpmlab.core.load.Journey.Kind;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Target;

/** What is refused before any process starts, and the words for it. */
class TermsTest {
    private static final Target HTTP = Loads.get(URI.create("http://127.0.0.1:9/"));
    private static final Target HTTPS = Loads.get(URI.create("https://127.0.0.1:9/"));
    private static final Arrival CLOSED = new Arrival.Closed();

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        Loads.load(Protocol.H1, Arrival.Rounds.oneAtATime(), Connections.kept(1), HTTP),
                        "arrival: rounds can't be had with this engine: Gatling's visitors come by themselves and can't "
                                + "take turns, one request at a time; use engine: native, or arrival: closed or open"),
                Arguments.of(
                        Loads.load(
                                Protocol.H1,
                                new Arrival.Open(
                                        Arrival.Open.at(5).profile(), Arrival.Spacing.CONSTANT, Duration.ofMillis(1)),
                                Connections.kept(1),
                                HTTP),
                        "a quantum can't be had with this engine: Gatling's visitors do not send in groups; use engine: "
                                + "native, or no quantum"),
                Arguments.of(
                        Loads.closed(1, HTTP).beside(Idle.of(5)),
                        "holding idle connections can't be had with this engine: Gatling's client opens connections for "
                                + "requests alone; use engine: native"),
                Arguments.of(
                        Loads.load(Protocol.H2C, CLOSED, Connections.kept(1), HTTP),
                        "protocol: h2c can't be had with this engine: Gatling's client speaks HTTP/2 over TLS only; use "
                                + "engine: native, or protocol: h2"),
                Arguments.of(
                        Loads.load(Protocol.H2, CLOSED, Connections.kept(1).withStreams(4), HTTPS),
                        "streams: 4 can't be had with this engine: Gatling's client puts no cap on the streams of a "
                                + "connection; use engine: native, or journey: page-load, whose assets are streams of one "
                                + "connection"),
                Arguments.of(
                        Loads.load(Protocol.H1, CLOSED, new Connections(1, 1, 100, Connections.Policy.SHARED), HTTP),
                        "100 requests on each connection can't be had with this engine: Gatling's client closes one after "
                                + "a single request or when the visitor leaves; use engine: native, or keep-alive: true "
                                + "or false"),
                Arguments.of(
                        Loads.with(Loads.journey(Kind.PAGE_LOAD, 1, Duration.ZERO), Loads.closed(1, HTTP)),
                        "journey: page-load over h1 can't be had with this engine: its assets are streams of one HTTP/2 "
                                + "connection; use protocol: h2, or journey: browsing"),
                Arguments.of(
                        Loads.with(Loads.journey(Kind.LOGIN, 1, Duration.ZERO), Loads.closed(1, posting())),
                        "a journey begins with getting a page, so form can't be asked by POST or with a body; use a GET "
                                + "without one, or no journey"));
    }

    private static Target posting() {
        return new Target("form", HTTP.uri(), "POST", Map.of(), Optional.of("a=b"), Target.Expectation.OK);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatGatlingCannotDoIsRefusedUpFront(Load load, String words) {
        try (GatlingGenerator generator = new GatlingGenerator(1)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> generator.run(load, LoadProgress.SILENT))
                    .withMessage(words);
        }
    }

    @Test
    void whatItCanDoIsNot() {
        for (Connections connections : List.of(Connections.kept(3), Connections.fresh(3))) {
            for (Arrival arrival : List.of(CLOSED, Arrival.Open.at(5))) {
                assertThatCode(() -> Terms.check(Loads.load(Protocol.H1, arrival, connections, HTTP)))
                        .doesNotThrowAnyException();
                assertThatCode(() -> Terms.check(Loads.load(Protocol.H2, arrival, connections, HTTPS)))
                        .doesNotThrowAnyException();
            }
        }
        assertThatCode(() -> Terms.check(Loads.with(
                        Loads.journey(Kind.BROWSING, 2, Duration.ofMillis(10), "/a.css"),
                        Loads.load(Protocol.H1, CLOSED, Connections.fresh(2), HTTP))))
                .doesNotThrowAnyException();
    }
}
