package org.mpmlab.cli;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Idle;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.WarmUp;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The load that a command line describes, in words that users of wrk and h2load know. */
final class LoadOptions {
    @Option(
            names = {"-c", "--connections"},
            paramLabel = "N",
            defaultValue = "16",
            description = "how many; a closed loop keeps N x streams requests in flight, over all addresses together; "
                    + "default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(
            names = {"-m", "--streams"},
            paramLabel = "N",
            defaultValue = "1",
            description = "requests in flight on each HTTP/2 connection; default: ${DEFAULT-VALUE}")
    private int streams;

    @Option(
            names = {"-r", "--rate"},
            paramLabel = "N",
            description = "requests per second, in open loop; default: closed loop, as fast as answers come")
    private Double rate;

    @Option(names = "--poisson", description = "space the requests of a rate as a Poisson process")
    private boolean poisson;

    @Option(
            names = "--quantum",
            paramLabel = "TIME",
            converter = DurationOption.class,
            defaultValue = "0s",
            description = "group the sends of a rate, such as 1ms, to spare CPU; default: exact timing")
    private Duration quantum;

    @Option(names = "--per-user", description = "requests of a rate go to the connections in turn, free or not")
    private boolean perUser;

    @Option(names = "--rounds", description = "one request at a time, to each address in turn")
    private boolean rounds;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            converter = DurationOption.class,
            defaultValue = "10s",
            description = "how long it is measured; default: ${DEFAULT-VALUE}")
    private Duration duration;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME|steady",
            converter = WarmUpOption.class,
            defaultValue = WarmUpOption.STEADY,
            description = "sent before, over the same connections, not counted; steady: until 100,000 requests are "
                    + "answered and rate and CPU per request are flat, 10 s at most; default: ${DEFAULT-VALUE}")
    private WarmUp warmUp;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationOption.class,
            defaultValue = "10s",
            description = "of one request; default: ${DEFAULT-VALUE}")
    private Duration timeout;

    @Option(
            names = {"-p", "--protocol"},
            paramLabel = "h1|h2|h2c",
            description = "HTTP/1.1, HTTP/2 over TLS, or HTTP/2 in clear text; default: h1")
    private Protocol protocol = Protocol.H1;

    @Option(names = "--no-keepalive", description = "a new connection for every request")
    private boolean noKeepAlive;

    @Option(
            names = "--requests-per-connection",
            paramLabel = "N",
            description = "close a connection after so many; default: never")
    private Long requestsPerConnection;

    @Option(
            names = "--hold",
            paramLabel = "N",
            defaultValue = "0",
            description = "keep so many idle connections open to each address meanwhile: each asks once and stays; in "
                    + "the end it is asked once more whether it is still served")
    private int hold;

    @Option(
            names = "--hold-path",
            paramLabel = "PATH",
            description = "what idle connections ask for; default: what the load asks for")
    private String holdPath;

    @Option(
            names = "--until-starved",
            description = "open the idle connections a few at a time, find how many there can be before new requests "
                    + "starve, and send no load if they do")
    private boolean untilStarved;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            converter = DurationOption.class,
            defaultValue = "2s",
            description = "how long a new connection may wait for its answer before it counts as starved; default: "
                    + "${DEFAULT-VALUE}")
    private Duration patience;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of random choices; default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--remote", description = "allow addresses that are not on this machine")
    private boolean remote;

    /**
     * The load.
     *
     * @throws UsageException if it is none
     */
    Load toward(List<URI> uris) {
        List<Target> targets = new ArrayList<>();
        for (URI uri : uris) {
            Loopback.require(remote, uri.toString(), uri);
            targets.add(named(uri, targets.size(), uris.size()));
        }
        try {
            return new Load(
                    targets,
                    protocol,
                    arrival(),
                    connections(),
                    idle(),
                    Optional.empty(),
                    warmUp,
                    duration,
                    timeout,
                    seed);
        } catch (IllegalArgumentException impossible) {
            throw new UsageException(impossible.getMessage());
        }
    }

    private static Target named(URI uri, int index, int count) {
        try {
            return Target.get(count == 1 ? uri.toString() : (index + 1) + ": " + uri, uri);
        } catch (IllegalArgumentException noAddress) {
            throw new UsageException(noAddress.getMessage());
        }
    }

    private Arrival arrival() {
        if (rate == null && (poisson || !quantum.isZero())) {
            throw new UsageException("--poisson and --quantum space the requests of a rate, and there is none.\n"
                    + "  Write --rate too, or leave them out.");
        }
        if (rounds) {
            return Arrival.Rounds.oneAtATime();
        }
        if (rate == null) {
            return new Arrival.Closed();
        }
        return new Arrival.Open(
                List.of(new Arrival.Segment(rate, rate, duration)),
                poisson ? Arrival.Spacing.POISSON : Arrival.Spacing.CONSTANT,
                quantum);
    }

    private Connections connections() {
        if (noKeepAlive && requestsPerConnection != null && requestsPerConnection != 1) {
            throw new UsageException("--no-keepalive means one request per connection, not " + requestsPerConnection
                    + ": leave one of the two out.");
        }
        long requests = noKeepAlive ? 1 : requestsPerConnection == null ? 0 : requestsPerConnection;
        Connections.Policy policy = requests == 1
                ? Connections.Policy.ON_DEMAND
                : perUser ? Connections.Policy.PER_USER : Connections.Policy.SHARED;
        return new Connections(connections, streams, requests, policy);
    }

    private Idle idle() {
        if (untilStarved && hold == 0) {
            throw new UsageException("--until-starved needs --hold N, the most idle connections to try.");
        }
        Idle idle = untilStarved ? Idle.untilStarved(hold, patience) : Idle.of(hold, patience);
        return holdPath == null ? idle : idle.asking(holdPath);
    }

    /** A time, or the word for a warm-up that ends by itself. */
    static final class WarmUpOption implements ITypeConverter<WarmUp> {
        static final String STEADY = "steady";
        private static final Duration LONGEST = Duration.ofSeconds(10);

        @Override
        public WarmUp convert(String value) {
            return value.equals(STEADY)
                    ? WarmUp.untilSteady(LONGEST)
                    : WarmUp.fixed(new DurationOption().convert(value));
        }
    }
}
