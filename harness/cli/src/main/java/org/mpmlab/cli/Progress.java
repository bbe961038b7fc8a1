package org.mpmlab.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.mpmlab.core.load.LoadProgress;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.lab.run.RunListener;
import org.mpmlab.reports.words.Clean;
import org.mpmlab.reports.words.Words;

/** Tells a person how a run is going: a bar on a terminal, plain lines elsewhere. */
abstract class Progress implements RunListener, AutoCloseable {
    private Plan plan;
    private int cells;
    private int valid;
    private long estimatedSeconds;
    private long doneSeconds;
    private final long startedNanos = System.nanoTime();
    private long beganNanos = startedNanos;
    private long resumedSeconds;
    private boolean openEnded;
    private Optional<Duration> budget = Optional.empty();

    static Progress on(PrintStream out) {
        return Terminal.movesCursor()
                ? new Bar(out, new ProgressLine(Terminal.columns(), Terminal.progressColour()))
                : new Lines(out);
    }

    /** All of the plan will be done, but for what was done before. */
    void begin(Plan plan, Set<String> done) {
        begin(plan, done, false);
    }

    /**
     * At most the plan will be done: measuring stops when what was asked is decided.
     *
     * @param budget after which no block is begun
     */
    void beginAtMost(Plan plan, Optional<Duration> budget) {
        this.budget = budget;
        begin(plan, Set.of(), true);
    }

    private void begin(Plan plan, Set<String> done, boolean openEnded) {
        this.plan = plan;
        this.openEnded = openEnded;
        this.beganNanos = System.nanoTime();
        this.estimatedSeconds = plan.steps().stream()
                .mapToLong(step -> step.estimate().toSeconds())
                .sum();
        this.resumedSeconds = plan.steps().stream()
                .filter(step -> done.contains(step.id()))
                .mapToLong(step -> step.estimate().toSeconds())
                .sum();
        this.doneSeconds = resumedSeconds;
        started(plan.steps().size(), done.size());
    }

    abstract void started(int steps, int done);

    @Override
    public void finished(Plan.Step step, LoadShape load, StepResult result) {
        cells += result.cells().size();
        valid += (int)
                result.cells().stream().filter(cell -> !isVoid(load, cell)).count();
        doneSeconds += step.estimate().toSeconds();
    }

    /** Whether it does not count; where new requests starved and that was asked, it tells what it was for. */
    static boolean isVoid(LoadShape load, CellResult cell) {
        return !cell.validity().valid()
                && !load.idle().isAnsweredBy(cell.result().idle());
    }

    /** Cells that count so far. */
    String verdictSoFar() {
        return cells == 0 ? "" : valid + " of " + cells + " cells valid";
    }

    /** The same in fewer letters. */
    String verdictInShort() {
        return cells == 0 ? "" : valid + "/" + cells + " valid";
    }

    /** What is left, going by how the estimate has held so far. */
    Duration timeLeft() {
        long planned = doneSeconds - resumedSeconds;
        Duration spent = Duration.ofNanos(System.nanoTime() - beganNanos);
        double pace = planned < 5 ? 1.2 : spent.toNanos() / 1e9 / planned;
        Duration left = Duration.ofSeconds(Math.round((estimatedSeconds - doneSeconds) * pace));
        return budget.map(most -> most.minus(spent))
                .filter(most -> most.compareTo(left) < 0)
                .orElse(left);
    }

    String outlook() {
        return (openEnded ? "at most " : "") + time(timeLeft()) + " left";
    }

    /** What begins, as a heading. */
    String heading(int steps, int done) {
        if (openEnded) {
            return "measuring until it is decided: at most "
                    + Words.count(plan.blocks().size(), "block", "blocks") + ", " + time(timeLeft());
        }
        return "measuring " + Words.count(steps, "step", "steps")
                + (done > 0 ? ", " + done + " of them done before" : "") + ", about " + time(timeLeft());
    }

    static String words(Plan.Step step) {
        return step.site() + " " + step.load() + " "
                + (step.stacks().size() == 1
                        ? step.stacks().get(0)
                        : "on " + step.stacks().size() + " stacks in rounds");
    }

    String place(Plan.Step step) {
        return plan.blocks().size() == 1
                ? ""
                : "block " + step.block() + "/" + plan.blocks().size() + " ";
    }

    static String time(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        return seconds >= 3600
                ? String.format("%d h %02d min", seconds / 3600, seconds / 60 % 60)
                : seconds >= 60 ? String.format("%d:%02d min", seconds / 60, seconds % 60) : seconds + " s";
    }

    @Override
    public abstract void close();

    /** On a terminal. */
    private static final class Bar extends Progress {
        private final PrintStream out;
        private final ProgressLine line;
        private ProgressBar bar;

        Bar(PrintStream out, ProgressLine line) {
            this.out = out;
            this.line = line;
        }

        @Override
        void started(int steps, int done) {
            bar = new ProgressBarBuilder()
                    .setTaskName("measuring")
                    .setInitialMax(steps)
                    .setUpdateIntervalMillis(250)
                    .setRenderer((state, width) -> line.render(state.getCurrent(), state.getMax()))
                    .setConsumer(new OverItself(out))
                    .continuousUpdate()
                    .build();
            bar.stepTo(done);
        }

        @Override
        public void note(String text) {
            out.print((bar == null ? "" : OverItself.CLEAR) + text + System.lineSeparator());
        }

        @Override
        public void starting(Plan.Phase phase) {
            line.tell(
                    "",
                    "starting " + phase.site() + " on "
                            + (phase.stacks().size() == 1
                                    ? phase.stacks().get(0)
                                    : phase.stacks().size() + " stacks"),
                    "");
            line.outlook(outlook(), verdictInShort());
        }

        @Override
        public void measuring(Plan.Step step) {
            show(step, "");
        }

        @Override
        public void loading(Plan.Step step, LoadProgress.Moment now) {
            show(
                    step,
                    now.warmingUp()
                            ? "warming up"
                            : String.format("%.0f/s p99 %.1f ms", now.perSecond(), now.p99Nanos() / 1e6));
        }

        private void show(Plan.Step step, String how) {
            line.tell(place(step).strip(), words(step), how);
            line.outlook(outlook(), verdictInShort());
        }

        @Override
        public void finished(Plan.Step step, LoadShape load, StepResult result) {
            super.finished(step, load, result);
            bar.step();
        }

        @Override
        public void close() {
            if (bar != null) {
                line.tell("", "", "");
                line.outlook("", verdictSoFar());
                bar.close();
            }
        }
    }

    /** Draws each line over the last one. */
    private record OverItself(PrintStream out) implements ProgressBarConsumer {
        static final String CLEAR = "\r\033[K";

        @Override
        public int getMaxRenderedLength() {
            return Terminal.columns();
        }

        @Override
        public void accept(String line) {
            out.print(CLEAR + line);
            out.flush();
        }

        @Override
        public void close() {
            out.println();
        }
    }

    /** Elsewhere: in a log, in CI. */
    private static final class Lines extends Progress {
        private final PrintStream out;
        private int steps;
        private int done;

        Lines(PrintStream out) {
            this.out = out;
        }

        @Override
        void started(int steps, int done) {
            this.steps = steps;
            this.done = done;
            out.println(heading(steps, done));
        }

        @Override
        public void note(String line) {
            out.println(line);
        }

        @Override
        public void starting(Plan.Phase phase) {}

        @Override
        public void measuring(Plan.Step step) {}

        @Override
        public void loading(Plan.Step step, LoadProgress.Moment now) {}

        @Override
        public void finished(Plan.Step step, LoadShape load, StepResult result) {
            super.finished(step, load, result);
            done++;
            long invalid =
                    result.cells().stream().filter(cell -> isVoid(load, cell)).count();
            out.println("[" + done + "/" + steps + "] " + place(step) + words(step)
                    + (invalid == 0 ? "" : ", " + invalid + " void") + "; " + outlook());
            result.cells().stream()
                    .filter(cell -> !cell.validity().valid())
                    .forEach(cell -> out.println("      " + (isVoid(load, cell) ? "void" : "found") + ": "
                            + cell.stack() + ": " + cause(cell)));
        }

        private static String cause(CellResult cell) {
            return Clean.line(
                    cell.validity().causes().get(0).text().lines().findFirst().orElse(""));
        }

        @Override
        public void close() {
            out.println(verdictSoFar());
        }
    }
}
