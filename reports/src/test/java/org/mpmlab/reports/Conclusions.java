package org.mpmlab.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.mpmlab.core.capacity.answer.Answer;
import org.mpmlab.core.capacity.answer.Arm;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.model.CapacityModel;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.Growth;
import org.mpmlab.core.capacity.model.MemoryCosts;
import org.mpmlab.core.capacity.model.Profile;
import org.mpmlab.core.capacity.peer.Peers;
import org.mpmlab.core.capacity.profile.Measured;
import org.mpmlab.core.capacity.recommend.Recommender;
import org.mpmlab.core.capacity.validation.Contender;
import org.mpmlab.core.capacity.validation.Promise;
import org.mpmlab.core.capacity.validation.Promises;
import org.mpmlab.core.capacity.validation.Reach;
import org.mpmlab.core.capacity.validation.Validation;
import org.mpmlab.core.claim.Claim;
import org.mpmlab.core.claim.ClaimVerdict;
import org.mpmlab.core.claim.Evidence;
import org.mpmlab.core.claim.Missing;
import org.mpmlab.core.claim.Observed;
import org.mpmlab.core.claim.Refusal;
import org.mpmlab.core.claim.Source;
import org.mpmlab.core.claim.Trial;
import org.mpmlab.core.objective.Objective;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stats.Interval;
import org.mpmlab.core.verdict.Expectation;
import org.mpmlab.core.verdict.Measure;
import org.mpmlab.core.verdict.NoiseFloor;
import org.mpmlab.core.verdict.NoiseFloors;
import org.mpmlab.core.verdict.Question;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.core.verdict.gate.GateJudge;
import org.mpmlab.core.verdict.gate.GateReader;
import org.mpmlab.core.verdict.gate.GateResult;
import org.mpmlab.reports.dossier.Dossier;

/** What may be concluded from the made-up runs. */
public final class Conclusions {
    private static final double MIB = 1 << 20;

    private Conclusions() {}

    /** Every conclusion at once. */
    public static Dossier all() {
        Run run = Runs.judged();
        return Dossier.of(run).with(claims(run)).with(gate(run)).with(recommendation(run));
    }

    /** A run of verify that sent no load, and a gate and a claim whose words try to be markup. */
    public static Dossier refused() {
        Run run = Runs.nothing().asFarAsMeasured();
        Refusal.Configuration asked = new Refusal.Configuration(
                Composition.parse("event+mod_php"), Optional.empty(), Refusal.Manner.TEST, Optional.of("AH00013"));
        Claim claim = new Claim(
                Hostile.MARKUP,
                List.of(new Source(Hostile.NAMES.get(1), Hostile.MARKUP)),
                Hostile.MARKUP,
                List.of(new Refusal(List.of(asked)), new Missing(Hostile.NAMES.get(4), Hostile.NAMES.get(6))));
        Evidence evidence = new Evidence(
                run, Observed.NOTHING.plus(Observed.RefusalSeen.of(asked, true, Hostile.MARKUP)), NoiseFloors.NONE);
        GateResult gate = GateJudge.judge(
                GateReader.read("name: own\nrules:\n- ttfb.p50 <= 3ms on event+fpm/php29\n", Hostile.MARKUP),
                Runs.small(),
                Optional.empty(),
                NoiseFloors.NONE);
        return Dossier.of(run).with(List.of(ClaimVerdict.of(claim, evidence))).with(gate);
    }

    /** Measured, seen and missing; supported, refuted and inconclusive. */
    public static List<ClaimVerdict> claims(Run run) {
        Scenario scenario = run.scenario();
        Refusal.Configuration refused = new Refusal.Configuration(
                Composition.parse("event+mod_php"), Optional.empty(), Refusal.Manner.TEST, Optional.of("AH00013"));
        List<Claim> claims = List.of(
                claim(
                        "parity",
                        "Event is as fast as prefork on a real page.",
                        measured(scenario, 50, 0.05),
                        measured(scenario, 99, 0.05)),
                claim("parity-tiny", "Event is as fast as prefork on a tiny page.", tiny(scenario)),
                claim("parity-narrow", "Event is as fast within a thousandth.", measured(scenario, 50, 0.001)),
                claim("refused", "mod_php cannot run on event.", new Refusal(List.of(refused))),
                claim("soak", "Memory stays level for a day.", new Missing("memory over a day", "a soak")));
        NoiseFloors floors = NoiseFloors.NONE.with(
                "php29", Runs.TTFB_H1, Measure.of(Measure.Kind.TTFB, 50), new NoiseFloor(0.004, 8, 0.006));
        Evidence evidence = new Evidence(
                run,
                Observed.NOTHING.plus(Observed.RefusalSeen.of(refused, true, "AH00013: Pre-configuration failed")),
                floors);
        return claims.stream().map(one -> ClaimVerdict.of(one, evidence)).toList();
    }

    private static Claim claim(String id, String statement, Trial... trials) {
        return new Claim(id, List.of(new Source("S0", "A request")), statement, List.of(trials));
    }

    private static Trial measured(Scenario scenario, double percentile, double margin) {
        return new org.mpmlab.core.claim.Measured(
                scenario,
                List.of(Question.compare(
                        "event+fpm",
                        "prefork+mod_php",
                        "php29",
                        "ttfb-h1",
                        Measure.of(Measure.Kind.TTFB, percentile),
                        new Expectation.EquivalentWithin(margin))));
    }

    private static Trial tiny(Scenario scenario) {
        return new org.mpmlab.core.claim.Measured(
                scenario,
                List.of(Question.compare(
                        "event+fpm",
                        "prefork+mod_php",
                        "hello",
                        "ttfb-h1",
                        Measure.of(Measure.Kind.TTFB, 50),
                        new Expectation.EquivalentWithin(0.05))));
    }

    /** Rules that pass, fail, warn and are open. */
    public static GateResult gate(Run run) {
        return GateJudge.judge(GateReader.read("""
                        name: release
                        description: Does the release answer as fast as the last one?
                        rules:
                          - ttfb.p99 <= 80ms on event+fpm/php29 under ttfb-h1
                          - ttfb.p50 of event+fpm within 5% of prefork+mod_php on php29 under ttfb-h1
                          - ttfb.p50 of event+fpm at most +10% of prefork+mod_php on hello under ttfb-h1
                          - rule: memory.pss <= 20m on event+fpm/hello
                            severity: warn
                          - errors <= 0.1% on event+fpm/hello under ttfb-h1
                        """, "ci/gate.yaml"), run, Optional.empty(), NoiseFloors.NONE);
    }

    /** For a box of four CPUs, from costs like those of a small page. */
    public static Answer recommendation(Run run) {
        Target target = new Target(
                4,
                8L << 30,
                5000,
                OptionalDouble.of(900),
                Objective.NONE,
                Set.of(),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Target.USUAL_UTILISATION,
                Target.USUAL_HEADROOM);
        List<Profile> profiles = List.of(profile("prefork+mod_php"), profile("event+fpm"), profile("worker+fpm"));
        List<Measured> measured = new ArrayList<>();
        profiles.forEach(profile -> measured.add(new Measured(
                profile.stack(), Optional.of(profile), List.of(), List.of("the PHP pool's growth; run soak"))));
        measured.add(new Measured(
                Composition.parse("itk+fpm"),
                Optional.empty(),
                List.of("No load at four sizes of the pool"),
                List.of()));
        CapacityModel model = new CapacityModel(profiles.get(1), target);
        List<Arm> arms = Peers.of(profiles.get(1).stack()).stream()
                .map(peer -> new Arm(
                        peer.name(),
                        peer.settings(),
                        peer.source(),
                        List.of(),
                        model.assess(Defaults.effective(profiles.get(1).stack(), peer.settings()))))
                .toList();
        return new Answer(
                Answer.SCHEMA,
                run.about().id(),
                run.scenario().sites().get(0).name(),
                target,
                measured,
                Recommender.recommend(profiles, target),
                arms,
                Optional.empty());
    }

    /** A recommendation whose promise was put to the test and kept. */
    public static Dossier kept() {
        Run run = Runs.judged();
        Answer answer = recommendation(run);
        return Dossier.of(run)
                .with(answer)
                .with(validation(answer, run, "20261121-120000-validate", Verdict.SUPPORTED, "httpd said nothing"));
    }

    /** The run that put a promise to the test, which was not kept; the servers' words try to be markup. */
    public static Dossier broken() {
        Run run = Runs.small();
        return Dossier.of(run)
                .with(validation(
                        recommendation(Runs.judged()), run, run.about().id(), Verdict.REFUTED, Hostile.MARKUP));
    }

    private static Validation validation(Answer answer, Run run, String by, Verdict verdict, String said) {
        boolean kept = verdict == Verdict.SUPPORTED;
        Promise promise = Promises.of(
                answer.target(), new Reach(answer.target(), List.of("All of it was reached.")), answer, run);
        double perSecond = promise.ratePerSecond().value();
        Interval atLeast = new Interval(0.95 * perSecond, Double.POSITIVE_INFINITY);
        List<Validation.Check> checks = List.of(
                check(
                        Validation.Subject.RATE,
                        "requests answered at the promised rate",
                        perSecond,
                        kept ? 0.99 : 0.6,
                        atLeast),
                check(
                        Validation.Subject.OBJECTIVE,
                        "the highest rate at which the objective holds",
                        1.2 * perSecond,
                        0.95,
                        atLeast),
                check(
                        Validation.Subject.ADJUSTED,
                        "the same by the 0.93 ms of CPU time that a request took meanwhile",
                        1.3 * perSecond,
                        0.95 / 1.3 * 1.2,
                        atLeast),
                check(Validation.Subject.TTFB, "TTFB p99 at that rate, limit 200 ms", 80, 0.7, new Interval(0, 200)),
                check(
                        Validation.Subject.MEMORY,
                        "memory of the whole pool, PSS and kernel memory",
                        300 * MIB,
                        0.95,
                        new Interval(0, 400 * MIB)),
                kept
                        ? check(
                                Validation.Subject.CONNECTIONS,
                                "idle connections until new requests starve",
                                5200,
                                0.98,
                                new Interval(5000, Double.POSITIVE_INFINITY))
                        : unmeasured());
        List<Validation.Row> rows = new ArrayList<>();
        for (Contender contender : promise.contenders()) {
            rows.add(row(contender, rows.isEmpty(), perSecond, said));
        }
        return new Validation(Validation.SCHEMA, by, promise, 4, checks, rows, List.of(said), verdict);
    }

    private static Validation.Row row(Contender contender, boolean first, double perSecond, String said) {
        return new Validation.Row(
                contender.names(),
                contender.stack(),
                contender.settings(),
                contender.source(),
                contender.notes(),
                Optional.of(figure(perSecond * (first ? 1.14 : 0.7))),
                Optional.of(figure(0.93)),
                Optional.of(figure(perSecond)),
                Optional.of(figure(56)),
                Optional.of(figure(310 * MIB)),
                OptionalInt.of(first ? 5096 : 440),
                true,
                first ? 4 : 1,
                4,
                first ? 0 : 2,
                first ? List.of() : List.of("AH00484: " + said),
                first ? Optional.empty() : Optional.of(said),
                first
                        ? List.of()
                        : List.of(new Validation.Comparison(
                                "rate at the objective",
                                "at most 5 % below",
                                1.5,
                                Optional.of(new Interval(1.4, 1.6)),
                                4,
                                Verdict.INCONCLUSIVE)),
                first ? Optional.empty() : Optional.of(Verdict.SUPPORTED));
    }

    private static Validation.Check unmeasured() {
        return new Validation.Check(
                Validation.Subject.CONNECTIONS,
                "idle connections until new requests starve",
                5200,
                5200,
                5200,
                new Interval(5000, Double.POSITIVE_INFINITY),
                Optional.empty(),
                OptionalDouble.empty(),
                Verdict.INVALID);
    }

    private static Validation.Check check(
            Validation.Subject subject, String what, double promised, double share, Interval keeps) {
        return new Validation.Check(
                subject,
                what,
                promised,
                promised * 0.9,
                promised * 1.1,
                keeps,
                Optional.of(figure(promised * share)),
                OptionalDouble.of(1 / share - 1),
                keeps.contains(promised * share) ? Verdict.SUPPORTED : Verdict.REFUTED);
    }

    private static Validation.Figure figure(double value) {
        return new Validation.Figure(value, value * 0.98, value * 1.02);
    }

    /** Nothing fits into sixteen megabytes. */
    public static Answer nothingFits(Run run) {
        Target target = Target.of(1, 16L << 20);
        return new Answer(
                Answer.SCHEMA,
                run.about().id(),
                run.scenario().sites().get(0).name(),
                target,
                List.of(),
                Recommender.recommend(List.of(profile("prefork+mod_php"), profile("event+fpm")), target),
                List.of(),
                Optional.empty());
    }

    private static Profile profile(String stack) {
        Composition parts = Composition.parse(stack);
        boolean threaded = parts.mpm().orElseThrow().threaded();
        return new Profile(
                parts,
                "hello",
                new Profile.Range(2, 512, 64, 1000, 512),
                new MemoryCosts(
                        about(12 * MIB),
                        about(10 * MIB),
                        about((threaded ? 2.5 : 3.3) * MIB),
                        about(threaded ? 0.05 * MIB : 0),
                        about(0.012 * MIB),
                        about(threaded ? 6 * MIB : 0)),
                about(threaded ? 0.0040 : 0.0038),
                about(0.0052),
                about(0.0048),
                List.of(new Profile.TtfbQuantile(0.5, about(0.005)), new Profile.TtfbQuantile(0.99, about(0.008))),
                List.of(),
                List.of(),
                Growth.NONE,
                Optional.empty(),
                Optional.empty());
    }

    private static Estimated about(double value) {
        return Estimated.measured(value, value * 0.9, value * 1.1);
    }
}
