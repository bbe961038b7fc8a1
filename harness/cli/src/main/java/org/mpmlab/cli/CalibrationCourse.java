package org.mpmlab.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpmlab.core.calibrate.Amount;
import org.mpmlab.core.calibrate.CalibrationJudge;
import org.mpmlab.core.calibrate.Clocked;
import org.mpmlab.core.calibrate.Design;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.lab.docker.RunningStack;
import org.mpmlab.lab.record.RunDirectory;
import org.mpmlab.lab.run.Shifting;

/** Measures all arms block by block until what has to be decided is, or time is up. Not thread-safe. */
final class CalibrationCourse implements Experiment.Course {
    private final Design design;
    private final Plan plan;
    private final Optional<Duration> budget;
    private final Progress progress;
    private final long startedNanos = System.nanoTime();
    private List<Clocked> clocked = List.of();
    private Optional<Shifting> shifting = Optional.empty();
    private Optional<Scenario> scenario = Optional.empty();
    private int blocks;

    CalibrationCourse(Design design, Plan plan, Optional<Duration> budget, Progress progress) {
        this.design = design;
        this.plan = plan;
        this.budget = budget;
        this.progress = progress;
    }

    @Override
    public Scenario fit(Scenario asked, Experiment.Bench bench) throws InterruptedException {
        Shifting here = new Shifting(bench.servers(), bench.verification(), bench.generator());
        Scenario fitted = asked;
        if (!design.shifts().isEmpty()) {
            Site site = asked.site(design.site());
            progress.note("finding what makes " + design.stack().name() + " slower by the shifts on " + site.name());
            Map<String, Amount> amounts = here.fit(design, site);
            fitted = design.shifted(asked, amounts);
        }
        shifting = Optional.of(here);
        scenario = Optional.of(fitted);
        return fitted;
    }

    @Override
    public Optional<Duration> budget() {
        return budget;
    }

    @Override
    public void look(Plan.Step step, Map<String, RunningStack> running) {
        Site site = scenario.orElseThrow().site(design.site());
        Map<String, Double> nanos = shifting.orElseThrow().clock(design, site, running);
        clocked = nanos.entrySet().stream()
                .map(arm -> clocked.stream()
                        .filter(known -> known.arm().equals(arm.getKey()))
                        .findFirst()
                        .orElse(new Clocked(arm.getKey(), Map.of()))
                        .with(step.block(), arm.getValue()))
                .toList();
    }

    @Override
    public Optional<Plan.Block> next(RunDirectory directory) {
        CalibrationFiles.write(directory, new CalibrationFiles.Asked(design, clocked));
        boolean settled = blocks > 0 && CalibrationJudge.settled(CalibrationFiles.judge(directory));
        if (settled || blocks == plan.blocks().size() || !inTime(plan.blocks().get(blocks))) {
            return Optional.empty();
        }
        return Optional.of(plan.blocks().get(blocks++));
    }

    private boolean inTime(Plan.Block block) {
        Duration spent = Duration.ofNanos(System.nanoTime() - startedNanos);
        Duration until = spent.plus(Planner.estimate(scenario.orElseThrow(), block));
        return budget.filter(most -> until.compareTo(most) > 0).isEmpty();
    }
}
