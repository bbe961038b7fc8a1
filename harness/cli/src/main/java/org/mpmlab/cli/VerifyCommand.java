package org.mpmlab.cli;

import java.io.IOException;
import java.nio.file.Files;
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
import java.util.stream.Stream;
import org.mpmlab.core.claim.CellKey;
import org.mpmlab.core.claim.Claim;
import org.mpmlab.core.claim.ClaimReader;
import org.mpmlab.core.claim.ClaimVerdict;
import org.mpmlab.core.claim.Observed;
import org.mpmlab.core.claim.Refusal;
import org.mpmlab.core.claim.Together;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.Library;
import org.mpmlab.core.scenario.SiteReader;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.verdict.Question;
import org.mpmlab.core.verdict.Verdict;
import org.mpmlab.lab.machine.Fingerprint;
import org.mpmlab.lab.record.NoiseFloorStore;
import org.mpmlab.lab.record.RunDirectory;
import org.mpmlab.lab.run.Refusals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    @Parameters(arity = "0..*", paramLabel = "ID", description = "claims of the catalogue; default: all")
    private List<String> ids = List.of();

    @Option(names = "--claim", paramLabel = "ID", description = "the same as ID; may be repeated")
    private List<String> more = List.of();

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "begin no block that would not end within this time, such as 20m")
    private Duration budget;

    @Option(names = "--from", paramLabel = "RUN", description = "judge a stored run again, without Docker")
    private Path from;

    @Mixin
    private RunsOption runs;

    @Option(names = "--json", paramLabel = "FILE", description = "write the verdicts here too, as JSON")
    private Path json;

    @Override
    public Integer call() throws InterruptedException {
        TextFile.requireWritable(json);
        RunDirectory directory = from == null ? carryOut(Home.find()) : RunDirectory.open(from);
        ClaimFiles.Judged judged = ClaimFiles.judge(directory);
        ClaimFiles.write(directory, judged);
        if (json != null) {
            TextFile.write(json, TextFile.read(directory.path().resolve(ClaimFiles.VERDICTS)));
        }
        VerdictTable.of(judged.claims(), directory.path().toString(), judged.uncalibrated())
                .forEach(System.out::println);
        return exitCode(judged.claims());
    }

    /** The gravest: a refuted claim before evidence that must not count, and that before too little of it. */
    static int exitCode(List<ClaimVerdict> verdicts) {
        return ExitCode.of(
                Verdict.allOf(verdicts.stream().map(ClaimVerdict::verdict).toList()));
    }

    private RunDirectory carryOut(Home home) throws InterruptedException {
        Together together = Together.of(NAME, claims(home));
        Plan plan = together.plan(new SecureRandom().nextInt(SEEDS));
        Lab.requireEngineHere();
        Progress progress = Progress.on(System.err);
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
                new Open(together, plan, site(home), progress, Optional.ofNullable(budget)));
        return directory;
    }

    private List<Claim> claims(Home home) throws UsageException {
        Path folder = home.catalog().resolve("claims");
        Library library = home.library(folder.toAbsolutePath());
        Set<String> wanted = new HashSet<>(ids);
        wanted.addAll(more);
        try (Stream<Path> files = Files.list(folder)) {
            List<Claim> all = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                all.add(ClaimReader.read(Files.readString(file), file.toString(), library));
            }
            List<String> known = all.stream().map(Claim::id).toList();
            wanted.stream().filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
                throw new UsageException("there is no claim '" + id + "', only " + String.join(", ", known));
            });
            return all.stream()
                    .filter(claim -> wanted.isEmpty() || wanted.contains(claim.id()))
                    .toList();
        } catch (IOException unreadable) {
            throw new UsageException("the claims in " + folder + " can't be read: " + unreadable.getMessage());
        }
    }

    /** What servers are given to serve when it is about whether they start. */
    private static Site site(Home home) {
        return SiteReader.read(home.library(home.catalog()).site("hello").orElseThrow());
    }

    /** Goes on with what is open until nothing is, or time is up. */
    private static final class Open implements Experiment.Course {
        private final Together together;
        private final Plan plan;
        private final Site site;
        private final Progress progress;
        private final Optional<Duration> budget;
        private final long startedNanos = System.nanoTime();
        private final Set<String> told = new HashSet<>();
        private int blocks;

        Open(Together together, Plan plan, Site site, Progress progress, Optional<Duration> budget) {
            this.together = together;
            this.plan = plan;
            this.site = site;
            this.progress = progress;
            this.budget = budget;
        }

        @Override
        public void observe(Experiment.Bench bench, RunDirectory directory) throws InterruptedException {
            ClaimFiles.write(directory, together.claims());
            Observed observed = Observed.NOTHING;
            Refusals refusals = new Refusals(bench.servers());
            for (Claim claim : together.claims()) {
                for (Refusal trial : claim.trials().stream()
                        .filter(Refusal.class::isInstance)
                        .map(Refusal.class::cast)
                        .toList()) {
                    for (Refusal.Configuration configuration : trial.configurations()) {
                        observed = observed.plus(refusals.see(configuration, site));
                    }
                }
            }
            ClaimFiles.write(directory, observed);
        }

        @Override
        public Optional<Plan.Block> next(RunDirectory directory) {
            Set<CellKey> open = new HashSet<>();
            for (ClaimVerdict verdict : ClaimFiles.judge(directory).claims()) {
                open.addAll(verdict.open());
                if (verdict.open().isEmpty() && told.add(verdict.claim())) {
                    progress.note(verdict.claim() + ": " + verdict.verdict().word() + " after " + blocks + " blocks");
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
