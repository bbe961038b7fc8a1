package org.mpmlab.lab.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.run.StepResult;
import org.mpmlab.core.run.TimeUse;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.lab.LabException;

/**
 * A run's directory. Every file appears whole or not at all, and each step as soon as it is done, so that a killed run
 * loses at most the step that it was in. Not for sharing between threads; one process at a time writes.
 */
public final class RunDirectory {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final String ABOUT = "run.json";
    private static final String SCENARIO = "scenario.json";
    private static final String PLAN = "plan.json";
    private static final String ENVIRONMENT = "environment.json";
    private static final String TIME = "time.json";
    private static final String STEP = "step.json";
    private static final String UNFINISHED = ".unfinished-";

    private final Path path;

    /** A folder that was named as a run's is none. */
    public static final class NoRun extends LabException {
        private static final long serialVersionUID = 1;

        private NoRun(String message) {
            super(message);
        }
    }

    private RunDirectory(Path path) {
        this.path = path;
    }

    /**
     * Chooses the directory {@code TIME-NAME} for a new run below {@code runs}; a second one in the same second gets a
     * number. {@link #begin} makes it, so that a run that dies before leaves none.
     */
    public static RunDirectory create(Path runs, Instant started, String name) {
        try {
            Files.createDirectories(runs);
            if (!Files.isWritable(runs)) {
                throw new AccessDeniedException(runs.toString(), null, "not writable");
            }
            String id = STAMP.format(started) + "-" + name;
            Path free = runs.resolve(id);
            for (int n = 2; Files.exists(free); n++) {
                free = runs.resolve(id + "-" + n);
            }
            return new RunDirectory(free);
        } catch (IOException refused) {
            throw new LabException("The run directory can't be made in " + runs + ": " + refused.getMessage(), refused);
        }
    }

    /**
     * Opens the directory of a run that was begun.
     *
     * @throws NoRun if it is none
     */
    public static RunDirectory open(Path path) {
        if (!Files.isRegularFile(path.resolve(ABOUT))) {
            throw new NoRun(path + " is no run directory: it has no " + ABOUT
                    + ".\n  Name a directory below runs/, such as runs/20261121-101500-quick.");
        }
        RunDirectory directory = new RunDirectory(path);
        int schema = directory.read(ABOUT, Run.About.class).schema();
        if (schema > Run.SCHEMA) {
            throw new LabException(path + " was written by a newer mpmlab (schema " + schema + ", this one reads up to "
                    + Run.SCHEMA + ").\n  Use that version, or a newer one.");
        }
        return directory;
    }

    public Path path() {
        return path;
    }

    public String id() {
        return path.getFileName().toString();
    }

    /** Makes the directory and writes what is known before anything is measured. */
    public void begin(Run.About about, Scenario scenario, Plan plan, Environment environment) {
        try {
            Files.createDirectory(path);
        } catch (IOException refused) {
            throw new LabException("The run directory " + path + " can't be made: " + refused.getMessage(), refused);
        }
        write(SCENARIO, Json.pretty(scenario));
        write(PLAN, Json.pretty(plan));
        write(ENVIRONMENT, Json.pretty(environment));
        write(ABOUT, Json.pretty(about));
    }

    /** Writes a finished step: its figures, and its histograms as an HdrHistogram log. */
    public void finish(StepResult step) {
        Path unfinished = path.resolve("steps").resolve(UNFINISHED + step.step());
        try {
            deleteTree(unfinished);
            Files.createDirectories(unfinished);
            Files.writeString(unfinished.resolve(STEP), Json.pretty(step));
            Files.writeString(unfinished.resolve("times.hlog"), HistogramLog.of(step));
            Path finished = path.resolve("steps").resolve(step.step());
            deleteTree(finished);
            Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new LabException(
                    "Step " + step.step() + " can't be written to " + path + ": " + failed.getMessage()
                            + "\n  Make room, then go on with ./mpmlab run --resume " + path,
                    failed);
        }
    }

    /** Adds to the account of where the time went. */
    public void spend(TimeUse more) {
        write(TIME, Json.pretty(time().plus(more)));
    }

    /** Writes a file beside the others, such as the report. */
    public Path write(String name, String text) {
        try {
            Path temporary = path.resolve(UNFINISHED + name);
            Files.writeString(temporary, text, StandardCharsets.UTF_8);
            return Files.move(
                    temporary, path.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new LabException(name + " can't be written to " + path + ": " + failed.getMessage(), failed);
        }
    }

    /** The ids of the steps that are done. */
    public Set<String> done() {
        Path steps = path.resolve("steps");
        if (!Files.isDirectory(steps)) {
            return Set.of();
        }
        try (Stream<Path> entries = Files.list(steps)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith(UNFINISHED))
                    .collect(Collectors.toSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + steps, unreadable);
        }
    }

    /** The run as far as it came. */
    public Run load() {
        Plan plan = read(PLAN, Plan.class);
        Set<String> done = done();
        List<StepResult> steps = new ArrayList<>();
        for (Plan.Step step : plan.steps()) {
            if (done.contains(step.id())) {
                steps.add(read("steps/" + step.id() + "/" + STEP, StepResult.class));
            }
        }
        return new Run(
                read(ABOUT, Run.About.class),
                read(SCENARIO, Scenario.class),
                plan,
                read(ENVIRONMENT, Environment.class),
                steps,
                time());
    }

    private TimeUse time() {
        return Files.exists(path.resolve(TIME)) ? read(TIME, TimeUse.class) : TimeUse.NONE;
    }

    private <T> T read(String name, Class<T> type) {
        Path file = path.resolve(name);
        try {
            return Json.MAPPER.readValue(file.toFile(), type);
        } catch (IOException broken) {
            throw new LabException(file + " can't be read: " + broken.getMessage(), broken);
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> paths = Files.walk(root)) {
                for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
