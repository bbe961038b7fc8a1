package org.mpmlab.core.load;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What can carry out a load, by the word that users write, and what each of them cannot do. */
public enum GeneratorKind {
    /** The lab's own engine: exact arrivals, rounds, streams; one request after another. */
    NATIVE("native"),
    /** Gatling: visitors who make journeys. */
    GATLING("gatling");

    private static final String NATIVE_INSTEAD = "engine: native";

    private final String word;

    GeneratorKind(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }

    /**
     * The generator of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static GeneratorKind parse(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("engine must be native or gatling, not " + word));
    }

    /**
     * Why a load cannot be had of a generator.
     *
     * @param what is asked for
     * @param why it cannot be had
     * @param instead what can
     */
    public record Refusal(String what, String why, String instead) {
        /** The whole of it, as a sentence without its end. */
        public String words() {
            return what + " can't be had with this engine: " + why + "; use " + instead;
        }
    }

    /** Why this generator cannot carry out such a load; empty when it can. */
    public Optional<Refusal> refusal(
            Protocol protocol, Arrival arrival, Connections connections, Idle idle, Optional<Journey> journey) {
        if (this == NATIVE) {
            return when(
                    journey.isPresent(),
                    "a journey",
                    "the native engine sends one request after another, to one page",
                    "engine: gatling");
        }
        return ofArrival(arrival, idle)
                .or(() -> ofConnections(protocol, connections))
                .or(() -> journey.flatMap(visit -> ofJourney(visit, protocol, connections)));
    }

    private static Optional<Refusal> ofArrival(Arrival arrival, Idle idle) {
        return when(
                        arrival instanceof Arrival.Rounds,
                        "arrival: rounds",
                        "Gatling's visitors come by themselves and can't take turns, one request at a time",
                        NATIVE_INSTEAD + ", or arrival: closed or open")
                .or(() -> when(
                        arrival instanceof Arrival.Open open && !open.quantum().isZero(),
                        "a quantum",
                        "Gatling's visitors do not send in groups",
                        NATIVE_INSTEAD + ", or no quantum"))
                .or(() -> when(
                        idle.connections() > 0,
                        "holding idle connections",
                        "Gatling's client opens connections for requests alone",
                        NATIVE_INSTEAD));
    }

    private static Optional<Refusal> ofConnections(Protocol protocol, Connections connections) {
        return when(
                        protocol == Protocol.H2C,
                        "protocol: h2c",
                        "Gatling's client speaks HTTP/2 over TLS only",
                        NATIVE_INSTEAD + ", or protocol: h2")
                .or(() -> when(
                        connections.streams() > 1,
                        "streams: " + connections.streams(),
                        "Gatling's client puts no cap on the streams of a connection",
                        NATIVE_INSTEAD + ", or journey: page-load, whose assets are streams of one connection"))
                .or(() -> when(
                        connections.requestsPerConnection() > 1,
                        connections.requestsPerConnection() + " requests on each connection",
                        "Gatling's client closes one after a single request or when the visitor leaves",
                        NATIVE_INSTEAD + ", or keep-alive: true or false"));
    }

    private static Optional<Refusal> ofJourney(Journey journey, Protocol protocol, Connections connections) {
        return when(
                        journey.kind() == Journey.Kind.PAGE_LOAD && protocol != Protocol.H2,
                        "journey: page-load over " + protocol.word(),
                        "its assets are streams of one HTTP/2 connection",
                        "protocol: h2, or journey: browsing")
                .or(() -> when(
                        !connections.keepsAlive()
                                && (journey.kind() == Journey.Kind.KEEP_ALIVE || protocol == Protocol.H2),
                        "journey: " + journey.kind().word() + " with keep-alive: false",
                        "it is about the connections that visitors keep",
                        "keep-alive: true"))
                .or(() -> when(
                        !journey.fetchesAssets() && !journey.assets().isEmpty(),
                        "assets with journey: " + journey.kind().word(),
                        "its visitors ask for pages alone",
                        "journey: browsing, or no assets"));
    }

    private static Optional<Refusal> when(boolean impossible, String what, String why, String instead) {
        return impossible ? Optional.of(new Refusal(what, why, instead)) : Optional.empty();
    }
}
