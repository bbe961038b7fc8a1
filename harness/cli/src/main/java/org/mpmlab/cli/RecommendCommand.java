package org.mpmlab.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mpmlab.core.capacity.answer.Answer;
import org.mpmlab.core.capacity.answer.Answers;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.box.TargetReader;
import org.mpmlab.core.capacity.snippet.Platform;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.ObjectiveReader;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.scenario.yaml.Nearest;
import org.mpmlab.core.site.Site;
import org.mpmlab.lab.record.RunDirectory;
import org.mpmlab.reports.text.RecommendationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a box should run. */
@Command(
        name = "recommend",
        description = {
            "Says which MPM, PHP mode and settings a box should run, what it will carry, and why.",
            "From a stored run of scenario capacity, or of one like it; needs no Docker. Writes recommendation.json into "
                    + "the run's directory."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: mpmlab run capacity --site hello",
            "         mpmlab recommend runs/20261121-101500-capacity --target cpus=4,memory=8GiB "
                    + "--slo 'ttfb.p99<=200ms'",
            "         mpmlab recommend RUN --target box.txt --for debian --current /etc/apache2/mods-enabled/mpm_event.conf"
        })
final class RecommendCommand implements Callable<Integer> {
    static final String FILE = "recommendation.json";

    @Parameters(paramLabel = "RUN", description = "a run directory")
    private Path run;

    @Option(
            names = "--target",
            required = true,
            paramLabel = "TARGET|FILE",
            description = "the box, such as cpus=4,memory=8GiB,keepalive-connections=5000,rate=300, or a file with the "
                    + "same words; docs/capacity.md lists them")
    private String target;

    @Option(
            names = "--slo",
            paramLabel = "OBJECTIVE",
            description = "how well it must answer, such as 'ttfb.p99<=200ms, errors<=0.1%%'; quote it for the shell")
    private String objective;

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
                    "compare to your own settings: httpd's configuration, and pools of PHP-FPM from a line such as "
                            + "[www] on")
    private Path current;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "also write the answer there as JSON; - prints it " + "instead of the text")
    private String json;

    @Override
    public Integer call() {
        Target box = box();
        Optional<Platform> where = Optional.ofNullable(platform).map(RecommendCommand::platform);
        Optional<Answers.Current> own =
                Optional.ofNullable(current).map(file -> new Answers.Current(file.toString(), TextFile.read(file)));
        RunDirectory directory = RunDirectory.open(run);
        Run stored = directory.load();
        Answer answer = Answers.of(stored, soak(stored), site(stored), box, where, own);
        String written = Json.pretty(answer);
        directory.write(FILE, written);
        if (TextFile.STANDARD_OUTPUT.equals(json)) {
            System.out.print(written);
        } else {
            System.out.print(RecommendationText.render(answer, Terminal.columns()));
            if (json != null) {
                TextFile.write(Path.of(json), written);
            }
        }
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

    private Target box() {
        Path file = Path.of(target);
        Target read = Files.isRegularFile(file)
                ? TargetReader.file(target, TextFile.read(file))
                : TargetReader.option("--target", target);
        return objective == null ? read : read.withObjective(ObjectiveReader.option("--slo", objective));
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
