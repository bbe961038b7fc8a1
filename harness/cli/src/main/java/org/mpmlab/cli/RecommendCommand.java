package org.mpmlab.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mpmlab.core.capacity.answer.Answer;
import org.mpmlab.core.capacity.answer.Answers;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.snippet.Platform;
import org.mpmlab.core.capacity.validation.Promise;
import org.mpmlab.core.capacity.validation.Promises;
import org.mpmlab.core.capacity.validation.Reach;
import org.mpmlab.core.capacity.validation.Validation;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.scenario.yaml.Nearest;
import org.mpmlab.core.site.Site;
import org.mpmlab.lab.record.RunDirectory;
import org.mpmlab.reports.text.RecommendationText;
import org.mpmlab.reports.text.ValidationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a box should run. */
@Command(
        name = "recommend",
        description = {
            "Says which MPM, PHP mode and settings a box should run, what it will carry, and why.",
            "From a stored run of scenario capacity, or of one like it; needs no Docker, but for --validate. Writes "
                    + "recommendation.json into the run's directory."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: mpmlab run capacity --site hello",
            "         mpmlab recommend runs/20261121-101500-capacity --target cpus=4,memory=8GiB "
                    + "--slo 'ttfb.p99<=200ms'",
            "         mpmlab recommend RUN --target box.txt --for debian --current /etc/apache2/mods-enabled/mpm_event.conf",
            "         mpmlab recommend RUN --target cpus=1,memory=1GiB --slo 'ttfb.p99<=200ms' --validate --budget 30m"
        })
final class RecommendCommand implements Callable<Integer> {
    static final String FILE = "recommendation.json";

    @Parameters(paramLabel = "RUN", description = "a run directory")
    private Path run;

    @Mixin
    private TargetOptions target;

    @Option(
            names = "--soak",
            paramLabel = "RUN",
            description = "take the growth of processes from this run of scenario soak, on the same machine and site")
    private Path soak;

    @Option(names = "--site", paramLabel = "NAME", description = "which of the run's sites, if it has several")
    private String site;

    @Option(
            names = "--for",
            paramLabel = "PLATFORM",
            description = "print files and commands for debian, rhel, cpanel, plesk, ispmanager or directadmin")
    private String platform;

    @Option(
            names = "--current",
            paramLabel = "FILE",
            description =
                    "compare to your own settings, of the MPM that they are for: httpd's configuration, and pools of "
                            + "PHP-FPM from a line such as [www] on")
    private Path current;

    @Mixin
    private JsonOption json;

    @Mixin
    private ValidateOptions validate;

    @Mixin
    private RunsOption runs;

    @Override
    public Integer call() throws InterruptedException {
        boolean validates = validate.asked();
        json.requireWritable();
        Target box = target.read();
        Optional<Platform> where = Optional.ofNullable(platform).map(RecommendCommand::platform);
        Optional<Answers.Current> own =
                Optional.ofNullable(current).map(file -> new Answers.Current(file.toString(), TextFile.read(file)));
        RunDirectory directory = RunDirectory.open(run);
        Run stored = directory.load();
        Answer answer = Answers.of(stored, soak(stored), site(stored), box, where, own);
        String written = Json.pretty(answer);
        directory.write(FILE, written);
        Reports.write(Dossiers.read(directory, stored), directory);
        if (!json.printed()) {
            System.out.print(RecommendationText.render(answer, Terminal.columns()));
        }
        if (validates && answer.advice().recommendation().isPresent()) {
            return validated(directory, stored, answer, own);
        }
        json.write(written);
        return exitCode(answer);
    }

    private Optional<Run> soak(Run stored) {
        if (soak == null) {
            return Optional.empty();
        }
        Run read = RunDirectory.open(soak).load();
        String site = site(stored);
        if (!read.environment().machine().equals(stored.environment().machine())) {
            throw new UsageException("--soak " + soak + " is of another machine: "
                    + read.environment().machine() + ".\n  Soak and capacity must be measured on the same one.");
        }
        if (read.scenario().sites().stream().noneMatch(one -> one.name().equals(site))) {
            throw new UsageException(
                    "--soak " + soak + " is not of site " + site + ".\n  Run soak with --site " + site + ".");
        }
        return Optional.of(read);
    }

    /** The outcome goes into both runs: the one that measured it and the one that was recommended from. */
    private int validated(RunDirectory directory, Run stored, Answer answer, Optional<Answers.Current> own)
            throws InterruptedException {
        Promise promise = promise(stored, answer, own);
        RunDirectory measured =
                validate.on(runs).carryOut(promise, stored.scenario().site(answer.site()), command());
        Run trial = measured.load();
        Validation validation = Validating.judge(measured, promise, trial);
        Reports.write(Dossiers.read(measured, trial), measured);
        directory.write(Validating.VALIDATION, Json.pretty(validation));
        Reports.write(Dossiers.read(directory, stored), directory);
        if (!json.printed()) {
            System.out.print("\n" + ValidationText.render(validation, Terminal.columns()));
            System.out.println("validation: " + measured.path());
        }
        json.write(Json.pretty(validation));
        return Validating.exitCode(validation);
    }

    /** For as much of the target as this machine reaches. */
    private Promise promise(Run stored, Answer answer, Optional<Answers.Current> own) {
        Reach reach = Validating.reach(answer.target());
        Answer reached = reach.target().equals(answer.target())
                ? answer
                : Answers.of(stored, soak(stored), answer.site(), reach.target(), Optional.empty(), own);
        if (reached.advice().recommendation().isEmpty()) {
            throw new UsageException("nothing can be recommended for as much of the target as this machine reaches: "
                    + String.join("; ", reach.beyond()) + ".\n  Validate on a larger machine.");
        }
        Promise promise = Promises.of(answer.target(), reach, reached, stored);
        if (promise.ratePerSecond().value() <= 0) {
            throw new UsageException(
                    "nothing is promised, so there is nothing to validate: at the high ends of the intervals "
                            + "even a light load may miss the objective.\n  Measure longer (--blocks 2), or ask for a looser --slo.");
        }
        return promise;
    }

    private List<String> command() {
        List<String> words = new ArrayList<>(List.of("mpmlab", "recommend", run.toString()));
        words.addAll(target.words());
        option(words, "--site", site);
        option(words, "--current", current);
        option(words, "--soak", soak);
        words.addAll(validate.words());
        return words;
    }

    private static void option(List<String> words, String name, Object value) {
        if (value != null) {
            words.addAll(List.of(name, value.toString()));
        }
    }

    private static Platform platform(String word) {
        return Platform.named(word)
                .orElseThrow(() -> InvalidConfiguration.of(
                        "--for",
                        "'" + word + "' is no platform"
                                + Nearest.to(word, Platform.words())
                                        .map(nearest -> "; did you mean '" + nearest + "'?")
                                        .orElse(""),
                        String.join(", ", Platform.words())));
    }

    private String site(Run stored) {
        List<String> names = stored.scenario().sites().stream().map(Site::name).toList();
        if (site == null && names.size() == 1) {
            return names.get(0);
        }
        if (site == null || !names.contains(site)) {
            throw new UsageException((site == null
                            ? "the run has several sites, and one recommendation is for one"
                            : "--site " + site + " is no site of this run")
                    + ".\n  Write --site with one of " + String.join(", ", names) + ".");
        }
        return site;
    }

    /** Nothing measured bears no answer; nothing that fits is one. */
    private static int exitCode(Answer answer) {
        if (answer.advice().recommendation().isPresent()) {
            return ExitCode.OK;
        }
        boolean any = answer.measured().stream().anyMatch(one -> one.profile().isPresent());
        return any ? ExitCode.FAILED : ExitCode.INVALID;
    }
}
