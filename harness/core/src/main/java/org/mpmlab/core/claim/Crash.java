package org.mpmlab.core.claim;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpmlab.core.claim.Observed.CrashSeen;
import org.mpmlab.core.claim.Observed.CrashesSeen;
import org.mpmlab.core.run.Role;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.verdict.Verdict;

/**
 * What fails when a server's process crashes under load. The failures are the figures here: they void nothing.
 *
 * @param expect what is said, at least one
 */
public record Crash(List<Expected> expect) implements Trial {
    private static final Duration ONE_START = Duration.ofSeconds(4);
    /** Until the server is asked whether it goes on. */
    private static final Duration AFTERWARDS = Duration.ofMillis(500);

    /**
     * What is done to a server: a load is sent, and then the same again, half-way through which one process gets SIGSEGV;
     * again and again.
     *
     * @param stack which
     * @param site what it serves
     * @param load sent each time, closed, so that every connection always has a request on its way
     * @param process that crashes
     * @param times how many crashes there are, each in a load of its own on the same server, after one without
     */
    public record Blow(Stack stack, Site site, LoadShape load, Role process, int times) {
        private String words() {
            return stack.name() + ": a crashed " + process.word();
        }
    }

    /**
     * What is said of a crash: that it takes down its own work alone, which are the requests on the connections that the
     * process held; or one of the two.
     *
     * @param blow what is done
     * @param atMost so many requests fail in each crash, on top of what fails of the load without one
     * @param fewerThan fewer requests fail than in the crashes of this one
     */
    public record Expected(Blow blow, OptionalInt atMost, Optional<Blow> fewerThan) {
        public Expected {
            if (atMost.isPresent() && fewerThan.isPresent()) {
                throw new IllegalArgumentException("either a limit or a stack to compare with, not both");
            }
        }

        private String words() {
            if (fewerThan.isPresent()) {
                return blow.words() + " fails fewer requests than "
                        + fewerThan.get().words();
            }
            String most = atMost.isPresent()
                    ? "at most " + atMost.getAsInt() + " of "
                            + blow.load().connections().concurrency() + " requests in flight"
                    : "no requests but those on its own connections";
            return blow.words() + " fails " + most + ", and the server goes on";
        }
    }

    public Crash {
        expect = List.copyOf(expect);
    }

    /** All that is done to servers for it, once each. */
    public List<Blow> blows() {
        return expect.stream()
                .flatMap(expected -> Stream.concat(Stream.of(expected.blow()), expected.fewerThan().stream()))
                .distinct()
                .toList();
    }

    @Override
    public Optional<Scenario> measuring() {
        return Optional.empty();
    }

    @Override
    public int leastBlocks() {
        return 0;
    }

    @Override
    public Duration looking() {
        return blows().stream()
                .map(blow -> ONE_START.plus(blow.load()
                        .warmUp()
                        .plus(blow.load().duration())
                        .plus(AFTERWARDS)
                        .multipliedBy(2L * blow.times())))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public List<Outcome> outcomes(Evidence evidence) {
        return expect.stream()
                .map(expected -> outcome(expected, evidence.observed()))
                .toList();
    }

    private static Outcome outcome(Expected expected, Observed observed) {
        Optional<CrashesSeen> seen = observed.crashes(expected.blow());
        Optional<CrashesSeen> other = expected.fewerThan().flatMap(observed::crashes);
        if (seen.isEmpty() || (expected.fewerThan().isPresent() && other.isEmpty())) {
            return Outcome.lacking(
                    expected.words(),
                    "one start of the server and " + expected.blow().times() + " crashes",
                    Set.of());
        }
        Optional<String> missed = missed(seen.get()).or(() -> other.flatMap(Crash::missed));
        if (missed.isPresent()) {
            return Outcome.seen(expected.words(), Verdict.INVALID, missed.get());
        }
        return other.map(than -> comparison(expected, seen.get(), than)).orElseGet(() -> limit(expected, seen.get()));
    }

    /** Without a failure there is no telling an idle process from one whose work was saved. */
    private static Optional<String> missed(CrashesSeen seen) {
        if (seen.crashes().stream().anyMatch(crash -> crash.struck() == 0)) {
            return Optional.of("no " + seen.blow().process().word() + " of "
                    + seen.blow().stack().name() + " could be made to crash while the load ran");
        }
        return seen.crashes().stream().allMatch(crash -> crash.failed() == 0)
                ? Optional.of("no request failed on " + seen.blow().stack().name()
                        + ": the processes that crashed had nothing to do")
                : Optional.empty();
    }

    private static Outcome limit(Expected expected, CrashesSeen seen) {
        boolean within = seen.crashes().stream()
                .allMatch(crash ->
                        crash.goesOn() && crash.failed() <= expected.atMost().orElse(crash.held()) + seen.anyway());
        return Outcome.seen(expected.words(), within ? Verdict.SUPPORTED : Verdict.REFUTED, found(seen));
    }

    /**
     * Told by rank: supported when each crash of the one failed fewer than each of the other. Of two like servers with n
     * crashes each that has a chance of 1 in C(2n, n): 1.4 % for four.
     */
    private static Outcome comparison(Expected expected, CrashesSeen seen, CrashesSeen other) {
        long most = seen.crashes().stream().mapToLong(CrashSeen::failed).max().orElseThrow();
        long least = seen.crashes().stream().mapToLong(CrashSeen::failed).min().orElseThrow();
        long otherLeast =
                other.crashes().stream().mapToLong(CrashSeen::failed).min().orElseThrow();
        long otherMost =
                other.crashes().stream().mapToLong(CrashSeen::failed).max().orElseThrow();
        Verdict verdict =
                most < otherLeast ? Verdict.SUPPORTED : least >= otherMost ? Verdict.REFUTED : Verdict.INCONCLUSIVE;
        return Outcome.seen(expected.words(), verdict, found(seen) + "; " + found(other));
    }

    private static String found(CrashesSeen seen) {
        long stopped = seen.crashes().stream().filter(crash -> !crash.goesOn()).count();
        return String.format(
                Locale.ROOT,
                "%s: %s of %d in flight failed in %d crashes (on connections of the process: %s; without a crash: %s)%s",
                seen.blow().stack().name(),
                listed(seen.crashes().stream().map(CrashSeen::failed)),
                seen.blow().load().connections().concurrency(),
                seen.crashes().size(),
                listed(seen.crashes().stream().map(CrashSeen::held)),
                seen.untouched().isEmpty() ? "not measured" : listed(seen.untouched().stream()),
                stopped == 0 ? "" : ", and " + stopped + " times the server did not go on");
    }

    private static String listed(Stream<? extends Number> counts) {
        return counts.map(Number::toString).collect(Collectors.joining(", "));
    }

    @Override
    public Trial renamed(Names names) {
        return this;
    }
}
