package org.mpmlab.reports;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stack.Stack;

/**
 * A run of the shape of the scenario {@code full}: every stack, site and load of it in eight blocks. What its cells
 * measured is dealt from the stored run, so that histograms and observations are as long as real ones; blocks differ more
 * than real ones do, which makes for longer pictures. One cell in fifty is void.
 */
final class FullShape {
    private static final int BLOCKS = 8;
    private static final int ROUNDS = 200;

    private final List<CellResult> real = Stored.run("capacity").cells();
    private final Random random = new Random(7);

    private FullShape() {}

    static Run run() {
        List<Site> sites = List.of("static", "hello", "php29", "wait", "memory", "dokuwiki").stream()
                .map(name -> Runs.site(name, "As in the catalogue.", Duration.ofMillis(20)))
                .toList();
        return Runs.run(
                "full",
                Compatibility.valid().stream().map(Stack::of).toList(),
                sites,
                loads(),
                BLOCKS,
                new FullShape()::step);
    }

    private static List<LoadShape> loads() {
        List<LoadShape> loads = new ArrayList<>();
        Arrival rounds = Arrival.Rounds.oneAtATime();
        for (Protocol protocol : List.of(Protocol.H1, Protocol.H2)) {
            loads.add(Runs.load("ttfb-" + protocol.word(), protocol, rounds, Connections.kept(1)));
            loads.add(Runs.load("ttfb-" + protocol.word() + "-close", protocol, rounds, Connections.fresh(1)));
        }
        loads.add(Runs.load("tail-h1", Protocol.H1, rounds, Connections.kept(1)).forSites(Set.of("static", "hello")));
        for (int connections : List.of(4, 16, 48)) {
            loads.add(Runs.load(
                    "busy-h1-c" + connections, Protocol.H1, new Arrival.Closed(), Connections.kept(connections)));
        }
        for (int streams : List.of(1, 4, 12)) {
            loads.add(Runs.load(
                    "busy-h2-c4x" + streams,
                    Protocol.H2,
                    new Arrival.Closed(),
                    Connections.kept(4).withStreams(streams)));
        }
        return loads;
    }

    private StepResult step(Plan.Step step, List<Stack> stacks, Site site, LoadShape load, Instant at) {
        List<CellResult> cells =
                stacks.stream().map(stack -> cell(step, stack, site, load, at)).toList();
        float[] micros = new float[load.inRounds() ? stacks.size() * ROUNDS : 0];
        for (int i = 0; i < micros.length; i++) {
            micros[i] = (float) (1000 * Math.exp(0.1 * random.nextGaussian()));
        }
        return new StepResult(
                step.id(),
                cells,
                load.inRounds()
                        ? new RoundTimes(stacks.stream().map(Stack::name).toList(), micros)
                        : RoundTimes.NONE);
    }

    private CellResult cell(Plan.Step step, Stack stack, Site site, LoadShape load, Instant at) {
        boolean modPhp = stack.composition().orElseThrow().php() == PhpMode.MOD_PHP;
        List<CellResult> alike = real.stream()
                .filter(cell ->
                        cell.load().endsWith("close") != load.connections().keepsAlive()
                                && cell.load().startsWith("l")
                                && cell.stack().endsWith("mod_php") == modPhp)
                .toList();
        CellResult dealt = alike.get(random.nextInt(alike.size()));
        TargetResult result = dealt.result();
        return new CellResult(
                step.block(),
                stack.name(),
                site.name(),
                load.name(),
                at,
                dealt.elapsed(),
                dealt.identity(),
                new TargetResult(
                        stack.name(),
                        result.counts(),
                        result.errors(),
                        Map.of(200, result.counts().completed()),
                        result.negotiated(),
                        result.times(),
                        result.samples()),
                dealt.generator(),
                dealt.observations(),
                random.nextInt(50) == 0
                        ? Validity.invalid(
                                Validity.Reason.STEAL, "the hypervisor took 31 % of the CPU time, limit 20 %")
                        : Validity.VALID);
    }
}
