package org.mpmlab.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.mpmlab.core.claim.Affordable;
import org.mpmlab.core.claim.Answerable;
import org.mpmlab.core.claim.CellKey;
import org.mpmlab.core.claim.Claim;
import org.mpmlab.core.claim.ClaimVerdict;
import org.mpmlab.core.claim.Together;
import org.mpmlab.core.claim.Trial;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.Quantities;
import org.mpmlab.core.scenario.SiteReader;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.verdict.Question;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.lab.machine.Fingerprint;
import org.mpmlab.lab.record.NoiseFloorStore;
import org.mpmlab.lab.record.RunDirectory;
import org.mpmlab.lab.run.Witness;
import org.mpmlab.reports.words.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts claims to the test. */
@Command(
        name = "verify",
        description = {
            "Puts claims to the test on real servers.",
            "Each ends supported, refuted or inconclusive, with an interval; what several need is measured once, and "
                    + "measuring stops when all have their verdict."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: mpmlab verify --budget 20m",
            "         mpmlab verify ttfb-parity mod-php-refused",
            "         mpmlab verify --from runs/20261121-101500-verify"
        })
final class VerifyCommand implements Callable<Integer> {
    private static final int SEEDS = 1_000_000;
    private static final String NAME = "verify";
    private static final Set<String> WITH_FROM = Set.of("ID", "--claim", "--from", "--json", "--trace");

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "claims of the catalogue; default: all")
    private List<String> ids = List.of();

    @Option(names = "--claim", paramLabel = "ID", description = "the same as ID; may be repeated")
    private List<String> more = List.of();

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "test what can have a verdict within this time, such as 20m, and begin no block after it")
    private Duration budget;

    @Option(
            names = "--from",
            paramLabel = "RUN",
            description = "judge a stored run, without Docker: one of verify, or any that holds a claim's cells")
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
        Set<String> wanted = new HashSet<>(ids);
        wanted.addAll(more);
        RunDirectory directory = from == null ? carryOut(Home.find(), wanted) : RunDirectory.open(from);
        Run run = directory.load();
        ClaimFiles.Judged judged = ClaimFiles.judge(directory, run, stored(directory, run, wanted));
        if (!ClaimFiles.madeForClaims(directory)) { // else all that the run was made for are written with the report
            ClaimFiles.write(directory, judged);
        }
        Path report = Reports.write(Dossiers.read(directory, run), directory);
        json.write(Json.pretty(judged));
        if (!json.printed()) {
            VerdictTable.of(judged.claims(), directory.path().toString(), judged.uncalibrated())
                    .forEach(System.out::println);
            System.out.println("report: " + report.toAbsolutePath().normalize());
        }
        return exitCode(judged.claims());
    }

    /** The gravest: a refuted claim before evidence that must not count, and that before too little of it. */
    static int exitCode(List<ClaimVerdict> verdicts) {
        return ExitCode.of(
                Verdict.allOf(verdicts.stream().map(ClaimVerdict::verdict).toList()));
    }

    /** The claims that a run was made for; of a run that was made for something else, those whose cells it holds. */
    private static List<Claim> stored(RunDirectory directory, Run run, Set<String> wanted) {
        Optional<List<Claim>> made = ClaimFiles.claims(directory);
        if (made.isPresent()) {
            return ClaimCatalogue.only(made.get(), wanted);
        }
        List<Claim> held = Answerable.by(run, ClaimCatalogue.read(Home.find(), wanted));
        if (held.isEmpty()) {
            throw new UsageException(directory.path() + " was not made by mpmlab verify, and holds the cells of no"
                    + (wanted.isEmpty() ? " claim" : " claim that is asked for") + ".");
        }
        return held;
    }

    private RunDirectory carryOut(Home home, Set<String> wanted) throws InterruptedException {
        Progress progress = Progress.on(System.err);
        Together together = Together.of(NAME, affordable(ClaimCatalogue.read(home, wanted), progress));
        Plan plan = together.plan(new SecureRandom().nextInt(SEEDS));
        Lab.requireEngineHere();
        List<Question> questions = together.claims().stream()
                .flatMap(claim -> claim.questions().stream())
                .toList();
        NoiseFloorStore.ofUser()
                .read(Fingerprint.machine())
                .outlook(questions, together.scenario()::load)
                .forEach(progress::note);
        Instant now = Instant.now();
        RunDirectory directory = RunDirectory.create(runs.folder(), now, NAME);
        List<String> command = new ArrayList<>(List.of("mpmlab", NAME));
        together.claims().forEach(claim -> command.add(claim.id()));
        Run.About about = new Run.About(Run.SCHEMA, directory.id(), now, command, List.of());
        Experiment.begin(
                home,
                about,
                together.scenario(),
                plan,
                directory,
                progress,
                new Open(home, together, plan, progress, Optional.ofNullable(budget)));
        return directory;
    }

    /** Those that can have a verdict within the budget; the others are told with what they need. */
    private List<Claim> affordable(List<Claim> claims, Progress progress) {
        if (budget == null) {
            return claims;
        }
        Affordable affordable = Affordable.within(budget, claims);
        List<String> told = affordable.leftOut().stream()
                .map(one -> one.claim().id() + " is left out: it needs "
                        + (one.blocks() == 0 ? "" : "at least " + one.blocks() + " blocks, ") + "about "
                        + Quantities.words(one.about()))
                .toList();
        if (affordable.chosen().isEmpty()) {
            throw new UsageException("no claim fits in " + Quantities.words(budget) + ": " + String.join("; ", told));
        }
        told.forEach(progress::note);
        return affordable.chosen();
    }

    private static Site site(Home home, String name) {
        return SiteReader.read(home.library(home.catalog()).site(name).orElseThrow());
    }

    /** Goes on with what is open until nothing is, or time is up. */
    private static final class Open implements Experiment.Course {
        private final Home home;
        private final Together together;
        private final Plan plan;
        private final Progress progress;
        private final Optional<Duration> budget;
        private final long startedNanos = System.nanoTime();
        private final Set<String> told = new HashSet<>();
        private int blocks;

        Open(Home home, Together together, Plan plan, Progress progress, Optional<Duration> budget) {
            this.home = home;
            this.together = together;
            this.plan = plan;
            this.progress = progress;
            this.budget = budget;
        }

        @Override
        public Optional<Duration> budget() {
            return budget;
        }

        @Override
        public void observe(Experiment.Bench bench, RunDirectory directory) throws InterruptedException {
            ClaimFiles.write(directory, together.claims());
            List<Trial> trials = together.claims().stream()
                    .flatMap(claim -> claim.trials().stream())
                    .toList();
            new Witness(
                            bench.servers(),
                            bench.generator(),
                            home.images(),
                            List.of(site(home, "hello"), site(home, "login")),
                            progress::note,
                            observed -> ClaimFiles.write(directory, observed))
                    .see(trials);
        }

        @Override
        public Optional<Plan.Block> next(RunDirectory directory) {
            Set<CellKey> open = new HashSet<>();
            for (ClaimVerdict verdict :
                    ClaimFiles.judge(directory, together.claims()).claims()) {
                open.addAll(verdict.open());
                if (verdict.open().isEmpty() && told.add(verdict.claim())) {
                    progress.note(verdict.claim() + ": " + verdict.verdict().word()
                            + (blocks == 0 ? "" : " after " + Words.count(blocks, "block", "blocks")));
                }
            }
            if (blocks == plan.blocks().size()) {
                return Optional.empty();
            }
            Plan.Block block = Together.only(plan.blocks().get(blocks), open);
            Duration spent = Duration.ofNanos(System.nanoTime() - startedNanos);
            Duration until = spent.plus(Planner.estimate(together.scenario(), block));
            if (block.phases().isEmpty()
                    || budget.filter(most -> until.compareTo(most) > 0).isPresent()) {
                return Optional.empty();
            }
            blocks++;
            return Optional.of(block);
        }
    }
}
