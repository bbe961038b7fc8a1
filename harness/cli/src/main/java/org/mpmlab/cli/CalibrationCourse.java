package org.mpmlab.cli;

import java.time.Duration;
import java.util.ArrayList;
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
            progress.note("reading the servers' clocks: how long the shifts take");
            clocked = here.clock(design, fitted, site);
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
    public void observe(Experiment.Bench bench, RunDirectory directory) {
        CalibrationFiles.write(directory, new CalibrationFiles.Asked(design, clocked));
    }

    @Override
    public Optional<Plan.Block> next(RunDirectory directory) throws InterruptedException {
        boolean settled = blocks > 0 && CalibrationJudge.settled(CalibrationFiles.judge(directory));
        if (settled || blocks == plan.blocks().size() || !inTime(plan.blocks().get(blocks))) {
            lookAgain(directory);
            return Optional.empty();
        }
        return Optional.of(plan.blocks().get(blocks++));
    }

    private boolean inTime(Plan.Block block) {
        Duration spent = Duration.ofNanos(System.nanoTime() - startedNanos);
        Duration until = spent.plus(Planner.estimate(scenario.orElseThrow(), block));
        return budget.filter(most -> until.compareTo(most) > 0).isEmpty();
    }

    /** What the shifts take now, after the last block: how far it is from before is how well it is known. */
    private void lookAgain(RunDirectory directory) throws InterruptedException {
        if (clocked.isEmpty() || blocks == 0) {
            return;
        }
        progress.note("reading the servers' clocks again");
        Scenario measured = scenario.orElseThrow();
        List<Clocked> later = shifting.orElseThrow().clock(design, measured, measured.site(design.site()));
        List<Clocked> both = new ArrayList<>();
        for (int i = 0; i < clocked.size(); i++) {
            both.add(clocked.get(i).then(later.get(i).nanos().get(0)));
        }
        clocked = List.copyOf(both);
        CalibrationFiles.write(directory, new CalibrationFiles.Asked(design, clocked));
    }
}
