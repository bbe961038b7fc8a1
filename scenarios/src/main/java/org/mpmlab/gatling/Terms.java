package org.mpmlab.gatling;

import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Journey;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Target;

/** What Gatling cannot do, said before anything is sent. */
final class Terms {
    private static final String NATIVE = "; use engine: native";

    private Terms() {}

    /**
     * Looks a load over.
     *
     * @throws IllegalArgumentException if Gatling cannot carry it out as it is asked for, saying what, why, and what to
     *     do instead
     */
    static void check(Load load) {
        checkArrival(load);
        checkConnections(load);
        load.journey().ifPresent(journey -> checkJourney(journey, load));
    }

    private static void checkArrival(Load load) {
        refuse(
                load.arrival() instanceof Arrival.Rounds,
                "rounds: Gatling's visitors come by themselves and cannot take turns, one request at a time, over "
                        + "several targets" + NATIVE);
        refuse(
                load.arrival() instanceof Arrival.Open open && !open.quantum().isZero(),
                "a quantum: Gatling's visitors do not send in groups; leave it out, or use engine: native");
        refuse(
                load.idle().connections() > 0,
                "idle connections: Gatling's client opens a connection for a request alone" + NATIVE);
    }

    private static void checkConnections(Load load) {
        refuse(
                load.protocol() == Protocol.H2C,
                "h2c: Gatling's client speaks HTTP/2 over TLS only; use protocol: h2, or engine: native");
        refuse(
                load.connections().streams() > 1,
                "streams: " + load.connections().streams()
                        + ": Gatling's client has no cap on the streams of a connection; use streams: 1 with "
                        + "journey: page-load, whose assets are streams of one connection, or engine: native");
        refuse(
                load.connections().requestsPerConnection() > 1,
                "closing connections after "
                        + load.connections().requestsPerConnection()
                        + " requests: Gatling's client closes them after one (keep-alive: false) or when the visitor "
                        + "leaves" + NATIVE);
    }

    private static void checkJourney(Journey journey, Load load) {
        Journey.Kind kind = journey.kind();
        refuse(
                kind == Journey.Kind.PAGE_LOAD && load.protocol() != Protocol.H2,
                "a page load over " + load.protocol().word()
                        + ": its assets are streams of one HTTP/2 connection; use protocol: h2, or journey: browsing");
        refuse(
                !load.connections().keepsAlive() && (kind == Journey.Kind.KEEP_ALIVE || load.protocol() == Protocol.H2),
                "a connection for each request: this journey is about the connections that visitors keep; use "
                        + "keep-alive: true");
        refuse(
                !journey.assets().isEmpty() && (kind == Journey.Kind.LOGIN || kind == Journey.Kind.KEEP_ALIVE),
                "assets: visitors of this journey ask for pages alone; leave them out, or use journey: browsing");
        for (Target target : load.targets()) {
            refuse(
                    !target.method().equals("GET") || target.body().isPresent(),
                    "a " + target.method() + " request to " + target.name()
                            + ": a journey begins with getting a page; use a GET without a body, or no journey");
        }
    }

    private static void refuse(boolean impossible, String words) {
        if (impossible) {
            throw new IllegalArgumentException("Gatling can't do " + words);
        }
    }
}
