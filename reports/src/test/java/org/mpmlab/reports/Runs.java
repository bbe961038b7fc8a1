package org.mpmlab.reports;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Idle;
import org.mpmlab.core.load.IdleResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.run.Observations;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.run.TimeUse;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.stack.Stack;

/** Made-up runs with the shapes of real ones, the same each time. */
public final class Runs {
    static final Instant STARTED = Instant.parse("2026-11-21T08:00:00Z");

    static final Site HELLO = site("hello", "A tiny PHP page.", Duration.ofMillis(1));
    static final Site PHP29 = site("php29", "A CPU-bound PHP page of 29 ms.", Duration.ofMillis(29));

    static final LoadShape TTFB_H1 = load("ttfb-h1", Protocol.H1, Arrival.Rounds.oneAtATime(), Connections.kept(1));
    static final LoadShape TTFB_H2 = load("ttfb-h2", Protocol.H2, Arrival.Rounds.oneAtATime(), Connections.kept(1));
    static final LoadShape TTFB_NEW =
            load("ttfb-h1-new", Protocol.H1, Arrival.Rounds.oneAtATime(), Connections.fresh(1));
    static final LoadShape FULL_H1 = load("throughput-h1", Protocol.H1, new Arrival.Closed(), Connections.kept(16));

    private Runs() {}

    /** The fourteen stacks without nginx in front, two sites, both protocols, one block. */
    public static Run quick() {
        return run("quick", unfronted(), List.of(HELLO, PHP29), List.of(TTFB_H1, TTFB_H2, FULL_H1), 1, cell -> cell);
    }

    /** As quick, eight times over, with new connections too, and a few cells void. */
    public static Run full() {
        return run(
                "full",
                unfronted(),
                List.of(HELLO, PHP29),
                List.of(TTFB_H1, TTFB_H2, TTFB_NEW, FULL_H1),
                8,
                cell -> (cell.block() * 31 + cell.stack().hashCode()) % 23 == 0
                        ? voided(cell, Validity.Reason.STEAL, "steal 31 %, limit 20 %")
                        : cell);
    }

    /** Three stacks, twelve blocks, one of them void: enough for verdicts. */
    public static Run judged() {
        return judged("judged", List.of(HELLO, PHP29));
    }

    /** The same on another day, with a page that has become slower by a tenth. */
    public static Run later() {
        return judged("later", List.of(site("php29", PHP29.description(), Duration.ofMillis(32)), HELLO));
    }

    private static Run judged(String name, List<Site> sites) {
        return run(
                name,
                List.of(stack("prefork+mod_php"), stack("event+fpm"), stack("worker+fpm")),
                sites,
                List.of(TTFB_H1, FULL_H1),
                12,
                cell -> cell.block() == 5 && cell.stack().equals("event+fpm")
                        ? voided(cell, Validity.Reason.STEAL, "steal 31 %, limit 20 %")
                        : cell);
    }

    /** All twenty-seven stacks, one block. */
    public static Run fronted() {
        return run(
                "fronted",
                Compatibility.valid().stream().map(Stack::of).toList(),
                List.of(PHP29),
                List.of(TTFB_H1, TTFB_H2, FULL_H1),
                1,
                cell -> cell);
    }

    /** A run of which nothing counts. */
    public static Run allVoided() {
        return run(
                "voided",
                unfronted(),
                List.of(HELLO, PHP29),
                List.of(TTFB_H1, TTFB_H2, FULL_H1),
                1,
                cell -> voided(
                        cell,
                        cell.load().equals("throughput-h1") ? Validity.Reason.GENERATOR_CPU : Validity.Reason.STEAL,
                        "steal 55 %, limit 20 %"));
    }

    /** Two stacks asked at how many idle connections they starve; the first did, the second held all. */
    public static Run starving() {
        return run(
                "starving",
                List.of(stack("prefork+mod_php"), stack("event+fpm")),
                List.of(HELLO),
                List.of(untilStarved()),
                1,
                cell -> cell.stack().equals("prefork+mod_php") ? held(cell, starvedAt(1190)) : cell);
    }

    /** One stack asked at how many idle connections it starves, a block for each of what became of them. */
    public static Run holding(Stack stack, IdleResult... found) {
        Run run = run("holding", List.of(stack), List.of(HELLO), List.of(untilStarved()), found.length, cell -> cell);
        return changed(run, cell -> held(cell, found[cell.block() - 1]));
    }

    private static LoadShape untilStarved() {
        return with(
                load("idle-h1", Protocol.H1, Arrival.Open.at(100), Connections.kept(1)),
                Idle.untilStarved(2000, Duration.ofSeconds(2)));
    }

    /** The same load beside idle connections. */
    public static LoadShape with(LoadShape load, Idle idle) {
        return new LoadShape(
                load.name(),
                load.engine(),
                load.protocol(),
                load.arrival(),
                load.connections(),
                idle,
                load.search(),
                load.journey(),
                load.warmUp(),
                load.duration(),
                load.requestTimeout(),
                load.sites(),
                load.stacks());
    }

    /** The same cell with what became of its idle connections. */
    public static CellResult held(CellResult cell, IdleResult idle) {
        return new CellResult(
                cell.block(),
                cell.stack(),
                cell.site(),
                cell.load(),
                cell.started(),
                cell.elapsed(),
                cell.identity(),
                idle.starved()
                        ? noLoad(cell.result().target(), idle)
                        : cell.result().with(idle),
                cell.generator(),
                cell.observations(),
                idle.starved()
                        ? Validity.invalid(Validity.Reason.STARVED, "new requests starved, so no load was sent")
                        : cell.validity());
    }

    private static TargetResult noLoad(String target, IdleResult idle) {
        return new TargetResult(
                target, TargetResult.Counts.NONE, Map.of(), Map.of(), Map.of(), Map.of(), idle, List.of());
    }

    /** Of two thousand that were asked for. */
    public static IdleResult starvedAt(int held) {
        return new IdleResult(2000, held, true, 0, 0, held, 0, List.of(), List.of());
    }

    /** One stack, one site, one block. */
    public static Run ofLoads(LoadShape... loads) {
        return run("loads", List.of(stack("event+fpm")), List.of(HELLO), List.of(loads), 1, cell -> cell);
    }

    /** One stack, one site, one load: the least there can be. */
    public static Run small() {
        return run("small", List.of(stack("event+fpm")), List.of(PHP29), List.of(TTFB_H1), 1, cell -> cell);
    }

    /** Names and texts that try to be markup, escape sequences, formulas or a table's borders. */
    public static Run hostile() {
        List<Stack> stacks = new ArrayList<>();
        for (String name : Hostile.NAMES) {
            stacks.add(new Stack(
                    name,
                    Optional.of(Composition.parse("event+fpm")),
                    Settings.NONE,
                    List.of(),
                    Optional.empty(),
                    Optional.empty()));
        }
        LoadShape load = load(Hostile.MARKUP, Protocol.H1, Arrival.Rounds.oneAtATime(), Connections.kept(1));
        LoadShape slice = load("</script>`$(x)`|\u001b[31m", Protocol.H1, new Arrival.Closed(), Connections.kept(4));
        Run run = run(
                Hostile.MARKUP,
                stacks,
                List.of(HELLO),
                List.of(load, slice),
                1,
                cell -> cell.stack().equals(Hostile.NAMES.get(2))
                        ? voided(cell, Validity.Reason.ERRORS, "5 errors: " + Hostile.MARKUP + "\n| a | \u0000\u0007")
                        : cell);
        return new Run(
                new Run.About(1, Hostile.MARKUP, STARTED, List.of("run", "a b'c", Hostile.MARKUP), List.of()),
                run.scenario(),
                run.plan(),
                run.environment(),
                run.steps(),
                run.time());
    }

    /** A thousand cells or a few more: all stacks, four sites, eight loads. */
    public static Run thousand() {
        List<LoadShape> loads = new ArrayList<>(List.of(TTFB_H1, TTFB_H2, TTFB_NEW));
        for (int connections : List.of(1, 2, 4, 8, 16, 32, 64)) {
            loads.add(load("closed-" + connections, Protocol.H1, new Arrival.Closed(), Connections.kept(connections)));
        }
        return run(
                "thousand",
                Compatibility.valid().stream().map(Stack::of).toList(),
                List.of(
                        HELLO,
                        PHP29,
                        site("wait", "Mostly waiting.", Duration.ofMillis(50)),
                        site("memory", "A heavy request.", Duration.ofMillis(20))),
                loads,
                1,
                cell -> cell);
    }

    /** One, four and twelve streams on each of four connections, two blocks. */
    public static Run streams() {
        List<LoadShape> loads = new ArrayList<>();
        for (int streams : List.of(1, 4, 12)) {
            loads.add(load(
                    "busy-h2-s" + streams,
                    Protocol.H2,
                    new Arrival.Closed(),
                    Connections.kept(4).withStreams(streams)));
        }
        return run(
                "streams",
                List.of(stack("worker+fpm"), stack("event+fpm"), stack("prefork+mod_php")),
                List.of(HELLO, site("wait", "Mostly waiting.", Duration.ofMillis(50))),
                loads,
                2,
                cell -> cell);
    }

    /** TTFB over both protocols, on new connections and on kept ones. */
    public static Run ttfb() {
        return run(
                "ttfb",
                List.of(stack("prefork+mod_php"), stack("event+fpm")),
                List.of(HELLO),
                List.of(
                        TTFB_H1,
                        TTFB_H2,
                        TTFB_NEW,
                        load("ttfb-h2-new", Protocol.H2, Arrival.Rounds.oneAtATime(), Connections.fresh(1))),
                1,
                cell -> cell);
    }

    /** Eight blocks of every stack, site and load of the scenario {@code full}. */
    public static Run fullShape() {
        return FullShape.run();
    }

    /** A run that was interrupted after its first steps, and that left things out. */
    public static Run unfinished() {
        Run run = quick();
        return new Run(
                new Run.About(1, "unfinished", STARTED, List.of("run", "quick"), List.of("site dokuwiki, to fit 5m")),
                run.scenario(),
                run.plan(),
                run.environment(),
                run.steps().subList(0, 3),
                run.time());
    }

    /** More requests in flight than the stacks have workers for. */
    public static Run crowded() {
        return run(
                "crowded",
                List.of(stack("prefork+mod_php"), stack("event+fpm")),
                List.of(HELLO),
                List.of(load("closed-80", Protocol.H1, new Arrival.Closed(), Connections.kept(80))),
                2,
                cell -> cell);
    }

    /** What little an address gives: no container, no scoreboard, a handful of answers, and no word of its time. */
    public static Run address() {
        Run run = run(
                "address", List.of(atAddress()), List.of(PHP29), List.of(TTFB_H1, TTFB_H2, FULL_H1), 1, cell -> cell);
        Run bare = changed(
                run,
                cell -> new CellResult(
                        cell.block(),
                        cell.stack(),
                        cell.site(),
                        cell.load(),
                        cell.started(),
                        cell.load().equals("ttfb-h2") ? Duration.ZERO : cell.elapsed(),
                        Optional.empty(),
                        new TargetResult(
                                cell.stack(),
                                new TargetResult.Counts(5, 5, 3, 2, 0, 1),
                                Map.of(),
                                Map.of(),
                                Map.of(),
                                cell.load().equals("ttfb-h2")
                                        ? Map.of()
                                        : Map.of(
                                                Series.parse("written-to-first-byte.reused.success"),
                                                times(1_000_000, 2_000_000, 9_000_000)),
                                List.of()),
                        cell.generator(),
                        Observations.NONE,
                        cell.validity()));
        return new Run(bare.about(), bare.scenario(), bare.plan(), bare.environment(), bare.steps(), TimeUse.NONE);
    }

    /** A stack of which nothing is known but where it answers. */
    public static Stack atAddress() {
        return new Stack(
                "production",
                Optional.empty(),
                Settings.NONE,
                List.of(),
                Optional.empty(),
                Optional.of(java.net.URI.create("https://localhost:8443/")));
    }

    /** A run that was interrupted before its first step was done. */
    public static Run nothing() {
        Run run = small();
        return new Run(run.about(), run.scenario(), run.plan(), run.environment(), List.of(), TimeUse.NONE);
    }

    /** One stack on one load, a block for each distribution of TTFB. */
    public static Run blocks(Distribution... ttfb) {
        Run run = run("blocks", List.of(stack("event+fpm")), List.of(PHP29), List.of(TTFB_H1), ttfb.length, c -> c);
        return changed(
                run,
                cell -> new CellResult(
                        cell.block(),
                        cell.stack(),
                        cell.site(),
                        cell.load(),
                        cell.started(),
                        cell.elapsed(),
                        cell.identity(),
                        new TargetResult(
                                cell.stack(),
                                cell.result().counts(),
                                Map.of(),
                                Map.of(),
                                Map.of(),
                                Map.of(Series.parse("written-to-first-byte.reused.success"), ttfb[cell.block() - 1]),
                                List.of()),
                        cell.generator(),
                        cell.observations(),
                        cell.validity()));
    }

    /** In nanoseconds. */
    public static Distribution times(long... nanos) {
        return Distribution.ofNanos(nanos);
    }

    /** The same run with every cell changed. */
    public static Run changed(Run run, UnaryOperator<CellResult> change) {
        return new Run(
                run.about(),
                run.scenario(),
                run.plan(),
                run.environment(),
                run.steps().stream()
                        .map(step -> new StepResult(
                                step.step(), step.cells().stream().map(change).toList(), step.rounds()))
                        .toList(),
                run.time());
    }

    public static List<Stack> unfronted() {
        return Compatibility.valid().stream()
                .filter(parts -> !parts.fronted())
                .map(Stack::of)
                .toList();
    }

    public static Stack stack(String name) {
        return Stack.of(Composition.parse(name));
    }

    public static CellResult voided(CellResult cell, Validity.Reason reason, String text) {
        return new CellResult(
                cell.block(),
                cell.stack(),
                cell.site(),
                cell.load(),
                cell.started(),
                cell.elapsed(),
                cell.identity(),
                cell.result(),
                cell.generator(),
                cell.observations(),
                Validity.invalid(reason, text));
    }

    /** Carries out a step. */
    interface Steps {
        StepResult step(Plan.Step step, List<Stack> stacks, Site site, LoadShape load, Instant at);
    }

    /** Every cell that can be had, made up and changed by {@code change}. */
    static Run run(
            String name,
            List<Stack> stacks,
            List<Site> sites,
            List<LoadShape> loads,
            int blocks,
            UnaryOperator<CellResult> change) {
        return run(name, stacks, sites, loads, blocks, (step, together, site, load, at) -> {
            StepResult result = Synthetic.step(step, together, site, load, at);
            return new StepResult(
                    result.step(), result.cells().stream().map(change).toList(), result.rounds());
        });
    }

    /** Every cell that can be had. */
    static Run run(
            String name, List<Stack> stacks, List<Site> sites, List<LoadShape> loads, int blocks, Steps carriedOut) {
        List<Plan.Block> planned = new ArrayList<>();
        List<StepResult> done = new ArrayList<>();
        Instant at = STARTED;
        for (int block = 1; block <= blocks; block++) {
            List<Plan.Phase> phases = new ArrayList<>();
            for (Site site : sites) {
                for (LoadShape load : loads) {
                    if (!load.isFor(site.name())) {
                        continue;
                    }
                    for (List<Stack> together : together(stacks, load)) {
                        List<String> names = together.stream().map(Stack::name).toList();
                        Plan.Step step = new Plan.Step(
                                "s" + done.size(), block, site.name(), load.name(), names, 7, Duration.ofSeconds(5));
                        phases.add(new Plan.Phase(site.name(), names, List.of(step)));
                        done.add(carriedOut.step(step, together, site, load, at));
                        at = at.plusSeconds(7);
                    }
                }
            }
            planned.add(new Plan.Block(block, phases));
        }
        Duration total = Duration.between(STARTED, at);
        return new Run(
                new Run.About(1, "2026-11-21T080000-" + name, STARTED, List.of("run", name, "--seed", "7"), List.of()),
                new Scenario(name, "Made up for a test.", blocks, stacks, sites, loads, Placement.AUTOMATIC),
                new Plan(7, planned),
                environment(),
                done,
                new TimeUse(
                        total.multipliedBy(70).dividedBy(100),
                        total.multipliedBy(14).dividedBy(100),
                        total.multipliedBy(9).dividedBy(100),
                        total.multipliedBy(4).dividedBy(100),
                        total));
    }

    private static List<List<Stack>> together(List<Stack> stacks, LoadShape load) {
        List<Stack> able = stacks.stream()
                .filter(stack -> stack.composition().isEmpty()
                        || Compatibility.refusal(stack.composition().get(), load.protocol())
                                .isEmpty())
                .toList();
        return load.inRounds() ? List.of(able) : able.stream().map(List::of).toList();
    }

    public static LoadShape load(String name, Protocol protocol, Arrival arrival, Connections connections) {
        return new LoadShape(
                name,
                protocol,
                arrival,
                connections,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Set.of());
    }

    static Site site(String name, String description, Duration nominal) {
        return new Site(
                name,
                description,
                "/sites/" + name,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Site.Page("/" + name + ".php", 200, name, List.of())),
                Map.of("iterations", 41_000L),
                Optional.empty(),
                nominal);
    }

    private static Environment environment() {
        return new Environment(
                "0.1.0 (3bf0be6)",
                "OpenJDK 17.0.15",
                "AMD EPYC",
                2,
                24L << 30,
                "6.18.44",
                "Debian GNU/Linux 12 (bookworm)",
                1,
                "20.10.24, overlay2",
                "0",
                "1",
                Map.of(
                        "httpd",
                        new Environment.Image(
                                "sha256:6f1ed002ab5595859014ebf0951522d9a9c0b1a1f1f1ed002ab5595859014ebf",
                                "debian:trixie-slim, bootstrapped",
                                Map.of("apache2", "2.4.68-1~deb13u1", "php8.4-fpm", "8.4.16-1~deb13u1"),
                                List.of("trixie main"))),
                Map.of("php29", Map.of("iterations", 41_234L)));
    }
}
