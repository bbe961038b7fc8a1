package org.mpmlab.core.calibrate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpmlab.core.load.Distribution;
import org.mpmlab.core.load.Generator;
import org.mpmlab.core.load.RoundTimes;
import org.mpmlab.core.load.Series;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.run.Observations;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.run.TimeUse;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;

/** Runs of a calibration in which each arm of a block has one time in all its requests. */
final class Blocks {
    private static final int ANSWERS = 100;
    private static final Duration ELAPSED = Duration.ofSeconds(10);

    private final Design design;
    private final List<StepResult> steps = new ArrayList<>();

    Blocks(Design design) {
        this.design = design;
    }

    /** A block; arms that are not named take the first pair's time. */
    Blocks block(double micros, Map<String, Double> others) {
        int block = steps.size() + 1;
        Map<String, Double> times = new LinkedHashMap<>();
        scenario().stacks().forEach(arm -> times.put(arm.name(), others.getOrDefault(arm.name(), micros)));
        float[] round = new float[times.size()];
        List<CellResult> cells = new ArrayList<>();
        int i = 0;
        for (Map.Entry<String, Double> arm : times.entrySet()) {
            round[i++] = arm.getValue().floatValue();
            cells.add(cell(block, arm.getKey(), arm.getValue()));
        }
        steps.add(new StepResult(
                String.format("b%02d-%s-%s", block, design.site(), Design.LOAD),
                cells,
                new RoundTimes(List.copyOf(times.keySet()), round)));
        return this;
    }

    Run run() {
        return new Run(
                new Run.About(Run.SCHEMA, "calibration", Instant.EPOCH, List.of(), List.of()),
                scenario(),
                Planner.plan(scenario(), 7),
                new Environment("0", "17", "CPU", 2, 1 << 30, "6", "Debian", 2, "20", "0", "1", Map.of(), Map.of()),
                steps,
                TimeUse.NONE);
    }

    private Scenario scenario() {
        return design.scenario("calibrate", site(design.site()), 30);
    }

    private static CellResult cell(int block, String arm, double micros) {
        long[] nanos = new long[ANSWERS];
        Arrays.fill(nanos, Math.round(micros * 1e3));
        return new CellResult(
                block,
                arm,
                "hello",
                Design.LOAD,
                Instant.EPOCH.plus(ELAPSED.multipliedBy(block)),
                ELAPSED,
                Optional.empty(),
                new TargetResult(
                        arm,
                        new TargetResult.Counts(ANSWERS, ANSWERS, ANSWERS, 0, 0, 1),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(Series.parse("written-to-first-byte.reused.success"), Distribution.ofNanos(nanos)),
                        List.of()),
                Generator.NONE,
                Observations.NONE,
                Validity.VALID);
    }

    static Site site(String name) {
        return new Site(
                name,
                "A page.",
                "/sites/" + name,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Site.Page("/hello.php", 200, "hello", List.of())),
                Map.of(),
                Optional.empty(),
                Duration.ofMillis(1));
    }
}
