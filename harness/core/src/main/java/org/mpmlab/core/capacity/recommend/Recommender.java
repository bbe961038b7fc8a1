package org.mpmlab.core.capacity.recommend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.mpmlab.core.capacity.box.Need;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.model.Assessment;
import org.mpmlab.core.capacity.model.Bound;
import org.mpmlab.core.capacity.model.Profile;
import org.mpmlab.core.capacity.model.Resource;
import org.mpmlab.core.capacity.model.Usl;
import org.mpmlab.core.scenario.Quantities;

/** From measured profiles and a target to what the target should run. */
public final class Recommender {
    private static final int DIGITS = 3;

    private record Arm(Profile profile, Candidate candidate) {}

    private final List<Profile> profiles;
    private final Target target;

    private Recommender(List<Profile> profiles, Target target) {
        this.profiles = profiles;
        this.target = target;
    }

    /**
     * What the target should run.
     *
     * @param profiles of one site, one for each stack that was measured
     * @throws IllegalArgumentException for profiles of several sites, or two of one stack
     */
    public static Advice recommend(List<Profile> profiles, Target target) {
        if (profiles.stream().map(Profile::site).distinct().count() > 1
                || profiles.stream().map(Profile::stack).distinct().count() < profiles.size()) {
            throw new IllegalArgumentException("profiles must be of one site, and one for each stack");
        }
        return new Recommender(profiles, target).advice();
    }

    private Advice advice() {
        List<Advice.Rejection> rejections = new ArrayList<>();
        List<Arm> arms = new ArrayList<>();
        for (Profile profile : profiles) {
            Optional<String> refusal = StackChoice.refusal(profile.stack(), target.needs());
            if (refusal.isPresent()) {
                rejections.add(new Advice.Rejection(profile.stack(), refusal.get()));
                continue;
            }
            Optional<Candidate> best = new Candidates(profile, target).best();
            best.ifPresent(candidate -> arms.add(new Arm(profile, candidate)));
            if (best.isEmpty()) {
                rejections.add(new Advice.Rejection(
                        profile.stack(),
                        String.format(
                                Locale.ROOT,
                                "not even its smallest pools fit into %s with %s %% kept free",
                                Quantities.size(target.memoryBytes()),
                                rounded(100 * target.memoryHeadroom()))));
            }
        }
        arms.sort(Comparator.comparing(Arm::candidate, Candidate.CARRIES_MORE_FIRST)
                .thenComparing(
                        arm -> !StackChoice.followsGuideline(arm.profile().stack(), target.needs()))
                .thenComparing(Arm::candidate, Candidate.BETTER_FIRST));
        return new Advice(
                arms.isEmpty()
                        ? Optional.empty()
                        : Optional.of(recommendation(arms.get(0), arms.subList(1, arms.size()))),
                rejections);
    }

    private Recommendation recommendation(Arm best, List<Arm> others) {
        Assessment assessment = best.candidate().assessment();
        List<KernelLimit> limits =
                KernelLimits.of(assessment.stack(), assessment.pool(), assessment.settings(), target.memoryBytes());
        return new Recommendation(
                target,
                best.profile().stack(),
                best.candidate().own(),
                assessment,
                choice(best, others),
                new Reasons(best.profile(), target, best.candidate()).all(),
                limits,
                others.stream()
                        .map(arm -> new Recommendation.Alternative(
                                arm.profile().stack(),
                                arm.candidate().own(),
                                arm.candidate().assessment()))
                        .toList(),
                purchases(best),
                notes(best, limits));
    }

    private List<String> choice(Arm best, List<Arm> others) {
        List<String> reasons = new ArrayList<>();
        Assessment assessment = best.candidate().assessment();
        others.stream()
                .findFirst()
                .map(arm -> arm.candidate().assessment())
                .ifPresent(second -> reasons.add(String.format(
                        Locale.ROOT,
                        "It promises %s requests/s in %s and reaches %s %% of the target; %s, the next best, "
                                + "%s requests/s in %s and %s %%.%s",
                        rounded(assessment.promisedPerSecond()),
                        Quantities.size(Math.round(assessment.worstMemoryBytes().value())),
                        rounded(100 * assessment.targetShare()),
                        second.stack(),
                        rounded(second.promisedPerSecond()),
                        Quantities.size(Math.round(second.worstMemoryBytes().value())),
                        rounded(100 * second.targetShare()),
                        second.carriedRate().overlaps(assessment.carriedRate())
                                ? " By their intervals either may answer more than the other."
                                : "")));
        reasons.addAll(StackChoice.reasons(best.profile().stack(), target.needs()));
        return reasons;
    }

    private List<Recommendation.Purchase> purchases(Arm best) {
        long moreMemory = target.memoryBytes() + target.memoryBytes() / 2;
        List<Recommendation.Purchase> purchases = new ArrayList<>();
        purchase(
                        best,
                        Resource.CPU,
                        target.withCpus(target.cpus() + 1),
                        Quantities.number(target.cpus() + 1) + " CPUs instead of " + Quantities.number(target.cpus()))
                .ifPresent(purchases::add);
        purchase(
                        best,
                        Resource.MEMORY,
                        target.withMemoryBytes(moreMemory),
                        Quantities.size(moreMemory) + " of memory instead of " + Quantities.size(target.memoryBytes()))
                .ifPresent(purchases::add);
        purchases.sort(Comparator.comparingDouble((Recommendation.Purchase one) -> -one.targetShare())
                .thenComparingDouble(one -> -one.gainPerSecond()));
        return purchases;
    }

    private static Optional<Recommendation.Purchase> purchase(Arm best, Resource resource, Target larger, String what) {
        double now = best.candidate().assessment().promisedPerSecond();
        return new Candidates(best.profile(), larger)
                .best()
                .map(Candidate::assessment)
                .map(then -> new Recommendation.Purchase(
                        resource, what, then.promisedPerSecond(), then.targetShare(), then.promisedPerSecond() - now));
    }

    private List<String> notes(Arm best, List<KernelLimit> limits) {
        List<String> notes = new ArrayList<>();
        Assessment assessment = best.candidate().assessment();
        if (!assessment.objectiveAttainable()) {
            notes.add(
                    "Even at light load the page misses the limit on TTFB, so no settings meet it; the rate is the one "
                            + "at which 1 request in 100 waits.");
        }
        if (assessment.objectiveAttainable() && assessment.promisedPerSecond() == 0) {
            notes.add(
                    "Nothing is promised: at the high ends of the intervals even a light load may miss the objective. A "
                            + "longer measurement (--blocks 2) narrows them, a looser limit leaves room.");
        }
        if (assessment.targetShare() < 1) {
            notes.add(shortOfTarget(assessment));
        }
        frontFiles(limits).ifPresent(notes::add);
        target.objective()
                .errorShare()
                .ifPresent(share -> notes.add("The model knows no errors below its bounds; whether at most "
                        + rounded(100 * share)
                        + " % fail is for a validation to show."));
        Stream.of(Bound.Unit.values())
                .map(assessment::least)
                .filter(bound -> bound.reach().isPresent())
                .map(bound -> "What binds is extrapolated: " + bound.words() + ".")
                .forEach(notes::add);
        if (target.needs().contains(Need.HTTP2) && !best.profile().stack().fronted()) {
            notes.add(
                    "HTTP/2 requests run in mod_http2's own threads (H2MaxWorkers), which the memory plan does not count.");
        }
        best.profile().doubtful().stream()
                .map(point -> String.format(
                        Locale.ROOT,
                        "Little's law is off by %.0f %% at a concurrency of %s: something was not counted.",
                        100 * point.littlesDeviation(),
                        rounded(point.concurrency())))
                .forEach(notes::add);
        scalability(best.profile()).ifPresent(notes::add);
        best.profile()
                .streams()
                .map(streams -> String.format(
                        Locale.ROOT,
                        "Of %d HTTP/2 requests on one connection %s (%s to %s) were worked on at once on the measured box.",
                        streams.asked(),
                        rounded(streams.atOnce().value()),
                        rounded(streams.atOnce().low()),
                        rounded(streams.atOnce().high())))
                .ifPresent(notes::add);
        return notes;
    }

    private String shortOfTarget(Assessment assessment) {
        String reached = "This box reaches " + rounded(100 * assessment.targetShare()) + " % of the target: ";
        if (assessment.rateShare() <= assessment.connectionShare()) {
            return reached + assessment.binding().word() + " binds.";
        }
        Resource least = assessment.least(Bound.Unit.CONNECTIONS).resource();
        return reached
                + String.format(
                        Locale.ROOT,
                        "%,.0f of %,d idle connections; %s.",
                        assessment.plannedConnections(),
                        target.keepAliveConnections(),
                        least == Resource.CONNECTIONS
                                ? "no pool that is tried and fits into memory holds more"
                                : least.word() + " binds");
    }

    /** nginx is planned by the connections that are asked for; that its processes may open them is for the system to allow. */
    private Optional<String> frontFiles(List<KernelLimit> limits) {
        return limits.stream()
                .filter(limit -> limit.kind() == KernelLimit.Kind.NGINX_FILES)
                .filter(limit -> target.filesPerProcess().isPresent()
                        && limit.least() > target.filesPerProcess().getAsInt())
                .map(limit -> String.format(
                        Locale.ROOT,
                        "files-per-process bounds httpd's processes alone: one of nginx needs %,d file descriptors for these "
                                + "connections.",
                        limit.least()))
                .findFirst();
    }

    /** The scalability law's word on the measured box, where there are levels enough. */
    private static Optional<String> scalability(Profile profile) {
        long levels = profile.observed().stream()
                .mapToDouble(point -> point.concurrency())
                .distinct()
                .count();
        if (levels < Usl.LEAST_LEVELS) {
            return Optional.empty();
        }
        Usl law = Usl.fit(profile.observed());
        double doubled = 2 * law.measuredUpTo();
        return Optional.of(String.format(
                Locale.ROOT,
                "Scalability law, as a bracket only: at a concurrency of %s the measured box gives %s to %s "
                        + "requests/s (sigma %.3g, kappa %.3g).",
                rounded(doubled),
                rounded(law.bracket(doubled).low()),
                rounded(law.bracket(doubled).high()),
                law.sigma(),
                law.kappa()));
    }

    private static String rounded(double figure) {
        return Quantities.rounded(figure, DIGITS);
    }
}
