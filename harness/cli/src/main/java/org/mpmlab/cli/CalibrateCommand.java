package org.mpmlab.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.mpmlab.core.calibrate.CalibrationResult;
import org.mpmlab.core.calibrate.Design;
import org.mpmlab.core.calibrate.Shift;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.stats.Looks;
import org.mpmlab.lab.record.NoiseFloorStore;
import org.mpmlab.lab.record.RunDirectory;
import org.mpmlab.reports.calibration.CalibrationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds what this machine can tell apart. */
@Command(
        name = "calibrate",
        description = {
            "Finds what this machine can tell apart.",
            "Compares a stack with its twin, and with copies that are slower by a known sleep or known CPU work; sees "
                    + "whether each comes out as it was made, and keeps the machine's noise floor, which later verdicts "
                    + "show. Leave the machine alone meanwhile."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit status: 0 all came out as made, 10 twins were found to differ or a shift was not recovered, "
                    + "11 inconclusive, 12 evidence invalid.",
            "",
            "Example: mpmlab calibrate",
            "         mpmlab calibrate --site php29 --budget 20m",
            "         mpmlab calibrate --comparisons 20",
            "         mpmlab calibrate --from runs/20261121-101500-calibrate-hello"
        })
final class CalibrateCommand implements Callable<Integer> {
    private static final int SEEDS = 1_000_000;
    private static final int MOST_COMPARISONS = 40;
    private static final Duration SHORT_PAGE = Duration.ofMillis(10);
    private static final double MARGIN_OF_SHORT_PAGES = 0.02;
    private static final double MARGIN = 0.05;
    private static final Set<String> WITH_FROM = Set.of("--from", "--json", "--trace");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--site",
            paramLabel = "SITE",
            defaultValue = "hello",
            description = "a shipped site's name, or the folder of your own; default: ${DEFAULT-VALUE}")
    private Path site;

    @Option(
            names = "--stack",
            paramLabel = "STACK",
            defaultValue = "event+fpm",
            description = "what all arms are copies of; default: ${DEFAULT-VALUE}")
    private String stack;

    @Option(
            names = "--margin",
            paramLabel = "SHARE",
            converter = PercentOption.class,
            description = "within which twins must be shown to be equal at p50 (twice of it at p99), such as 2%%; "
                    + "default: 2%% for pages of less than 10 ms, else 5%%")
    private Double margin;

    @Option(
            names = "--shifts",
            paramLabel = "LIST",
            description = "how large the known differences are, in margins, or none; default: 0.5,1,2, and none with "
                    + "several comparisons")
    private String shifts;

    @Option(
            names = "--comparisons",
            paramLabel = "N",
            defaultValue = "1",
            description = "how many pairs of twins to compare side by side; default: ${DEFAULT-VALUE}")
    private int comparisons;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "" + Design.ROUNDS,
            description = "requests to each arm in a block; a p99 needs 100; default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--blocks", paramLabel = "N", description = "blocks at most; default: 30, the last look")
    private Integer blocks;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "begin no block that would not end within this time, such as 15m")
    private Duration budget;

    @Option(names = "--from", paramLabel = "RUN", description = "judge a stored calibration again, without Docker")
    private Path from;

    @Mixin
    private RunsOption runs;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws InterruptedException {
        if (from != null) {
            Conflicts.refuse(spec, WITH_FROM, "--from judges what was measured", "measure anew without --from");
        }
        json.requireWritable();
        RunDirectory directory = from == null ? carryOut(Home.find()) : RunDirectory.open(from);
        CalibrationResult result = CalibrationFiles.judge(directory);
        json.write(Json.pretty(result));
        // A stored one may be older than what is kept.
        Optional<String> kept =
                from == null && !result.floors().isEmpty() ? Optional.of(kept(result)) : Optional.empty();
        if (!json.printed()) {
            CalibrationText.of(result).forEach(System.out::println);
            kept.ifPresent(System.out::println);
            System.out.println("evidence: " + directory.path());
        }
        return ExitCode.of(result.verdict());
    }

    /** Comparisons have two servers up, or a few; what they scatter by among dozens is no floor of theirs. */
    private static String kept(CalibrationResult result) {
        return result.design().pairs() > 1
                ? "not kept for later verdicts: " + 2 * result.design().pairs()
                        + " servers at once scatter more than two"
                : "kept for later verdicts: " + NoiseFloorStore.ofUser().add(result.floors());
    }

    private RunDirectory carryOut(Home home) throws InterruptedException {
        Site served = ScenarioOptions.site(home, site);
        Design design = design(served);
        String name = "calibrate-" + served.name();
        Scenario scenario = design.scenario(name, served, blocks());
        Plan plan = Planner.plan(scenario, new SecureRandom().nextInt(SEEDS));
        Lab.requireEngineHere();
        Progress progress = Progress.on(System.err);
        Instant now = Instant.now();
        RunDirectory directory = RunDirectory.create(runs.folder(), now, name);
        List<String> command = new ArrayList<>(List.of("mpmlab"));
        command.add("calibrate");
        command.addAll(spec.commandLine().getParseResult().originalArgs());
        Experiment.begin(
                home,
                new Run.About(Run.SCHEMA, directory.id(), now, command, List.of()),
                scenario,
                plan,
                directory,
                progress,
                new CalibrationCourse(design, plan, Optional.ofNullable(budget), progress));
        return directory;
    }

    private int blocks() {
        int most = Looks.STANDARD.most();
        if (blocks != null && (blocks < 1 || blocks > most)) {
            throw new UsageException("--blocks is 1 to " + most + ", the last look, not " + blocks);
        }
        return blocks == null ? most : blocks;
    }

    private Design design(Site served) {
        if (comparisons < 1 || comparisons > MOST_COMPARISONS) {
            throw new UsageException("--comparisons is 1 to " + MOST_COMPARISONS + ", not " + comparisons);
        }
        if (rounds < 1) {
            throw new UsageException("--rounds is at least 1, not " + rounds);
        }
        List<Shift> asked = shifts();
        if (!asked.isEmpty() && !served.page().php()) {
            throw new UsageException("--shifts need a page that PHP makes, and "
                    + served.page().path() + " of " + served.name() + " is none: write --shifts none");
        }
        double chosen =
                margin != null ? margin : served.nominal().compareTo(SHORT_PAGE) < 0 ? MARGIN_OF_SHORT_PAGES : MARGIN;
        return new Design(Stack.of(composition()), served.name(), chosen, comparisons, asked, rounds);
    }

    private Composition composition() {
        return Compatibility.valid().stream()
                .filter(valid -> valid.name().equals(stack))
                .findFirst()
                .orElseThrow(() -> new UsageException("--stack: '" + stack + "' is no stack, only "
                        + String.join(
                                ", ",
                                Compatibility.valid().stream()
                                        .map(Composition::name)
                                        .toList())));
    }

    private List<Shift> shifts() {
        String asked = shifts != null ? shifts : comparisons > 1 ? "none" : "0.5,1,2";
        if (asked.equals("none")) {
            return List.of();
        }
        try {
            return Arrays.stream(asked.split(",", -1))
                    .map(String::strip)
                    .map(Double::parseDouble)
                    .flatMap(margins -> Arrays.stream(Shift.Kind.values()).map(kind -> new Shift(kind, margins)))
                    .toList();
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("--shifts is a list of margins such as 0.5,1,2, or none, not '" + asked + "'");
        }
    }
}
