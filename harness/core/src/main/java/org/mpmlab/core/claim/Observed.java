package org.mpmlab.core.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.stack.Composition;

/**
 * What was seen of servers by other means than the cells of a run.
 *
 * @param refusals of configurations
 * @param neighbours that share a server
 * @param crashes of processes under load
 */
public record Observed(List<RefusalSeen> refusals, List<NeighboursSeen> neighbours, List<CrashesSeen> crashes) {
    public static final Observed NOTHING = new Observed(List.of(), List.of(), List.of());

    public Observed {
        refusals = List.copyOf(refusals);
        neighbours = neighbours == null ? List.of() : List.copyOf(neighbours); // runs stored before there were any
        crashes = crashes == null ? List.of() : List.copyOf(crashes);
    }

    /**
     * What a server did with a configuration.
     *
     * @param configuration that it was given
     * @param refused whether it did not do what was asked
     * @param unfit whether it did not even stand where it should have, so that nothing can be told
     * @param said its own words
     */
    public record RefusalSeen(Refusal.Configuration configuration, boolean refused, boolean unfit, String said) {
        public static RefusalSeen of(Refusal.Configuration configuration, boolean refused, String said) {
            return new RefusalSeen(configuration, refused, false, said);
        }
    }

    /**
     * Sites of different users on one server.
     *
     * @param stack that serves them
     * @param tenants at least two
     */
    public record NeighboursSeen(Composition stack, List<Tenant> tenants) {
        public NeighboursSeen {
            tenants = List.copyOf(tenants);
        }
    }

    /**
     * What PHP of one site saw.
     *
     * @param site its name
     * @param owner the user that the site's files belong to
     * @param runsAs the user that PHP said it runs as
     * @param readsOwn whether it could read its own site's file
     * @param readsForeign whether it could read the other site's file
     * @param said PHP's own words about the other site's file
     */
    public record Tenant(
            String site, String owner, String runsAs, boolean readsOwn, boolean readsForeign, String said) {}

    /**
     * Processes that were made to crash while a load ran, one in each load; before each the same load without a crash.
     *
     * @param blow what was done
     * @param untouched how many requests failed in each load without a crash: none of these is a crash's doing
     * @param crashes in their order
     * @param said the server's own words about them
     */
    public record CrashesSeen(Crash.Blow blow, List<Long> untouched, List<CrashSeen> crashes, String said) {
        public CrashesSeen {
            untouched = untouched == null ? List.of() : List.copyOf(untouched); // runs stored before there were any
            crashes = List.copyOf(crashes);
        }

        /** What fails of this load anyway, at most. */
        long anyway() {
            return untouched.stream().mapToLong(Long::longValue).max().orElse(0);
        }
    }

    /**
     * One crash.
     *
     * @param struck how many processes got the signal while the load ran: 0 when there was none of their kind, or it came late
     * @param held connections that the process had when it was struck: as many requests it had accepted
     * @param inFlight requests that the load had on their way at a time
     * @param completed requests of the whole load
     * @param failed requests of the whole load
     * @param errors the failed ones by kind
     * @param goesOn whether the server served its page afterwards
     */
    public record CrashSeen(
            int struck,
            int held,
            int inFlight,
            long completed,
            long failed,
            Map<ErrorKind, Long> errors,
            boolean goesOn) {
        public CrashSeen {
            errors = Map.copyOf(errors);
        }
    }

    public Optional<RefusalSeen> refusal(Refusal.Configuration configuration) {
        return refusals.stream()
                .filter(seen -> seen.configuration().equals(configuration))
                .findFirst();
    }

    public Optional<NeighboursSeen> neighbours(Composition stack) {
        return neighbours.stream().filter(seen -> seen.stack().equals(stack)).findFirst();
    }

    public Optional<CrashesSeen> crashes(Crash.Blow blow) {
        return crashes.stream().filter(seen -> seen.blow().equals(blow)).findFirst();
    }

    public Observed plus(RefusalSeen seen) {
        return new Observed(with(refusals, seen), neighbours, crashes);
    }

    public Observed plus(NeighboursSeen seen) {
        return new Observed(refusals, with(neighbours, seen), crashes);
    }

    public Observed plus(CrashesSeen seen) {
        return new Observed(refusals, neighbours, with(crashes, seen));
    }

    private static <T> List<T> with(List<T> all, T one) {
        List<T> more = new ArrayList<>(all);
        more.add(one);
        return more;
    }
}
