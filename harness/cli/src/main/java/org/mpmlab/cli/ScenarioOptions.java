package org.mpmlab.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mpmlab.core.plan.Budget;
import org.mpmlab.core.plan.Plan;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.scenario.Library;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.scenario.ScenarioReader;
import org.mpmlab.core.scenario.Selection;
import org.mpmlab.core.scenario.SiteReader;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Stack;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which scenario, and how much of it: the options that {@code plan} and {@code run} share. */
final class ScenarioOptions {
    private static final int SEEDS = 1_000_000;

    @Parameters(
            arity = "0..1",
            paramLabel = "SCENARIO",
            defaultValue = "quick",
            description = "a name of the catalogue (quick, full) or a YAML file; default: ${DEFAULT-VALUE}")
    private String scenario;

    @Option(
            names = "--only",
            paramLabel = "SELECTION",
            description = "measure only these, such as 'mpm=event,php=fpm'; keys mpm, php, front, stack, site, load, "
                    + "protocol; several values as a|b")
    private String only;

    @Option(
            names = "--site",
            paramLabel = "SITE",
            description = "serve this site instead of the scenario's: the name of a shipped one, or the folder of your "
                    + "own; may be repeated")
    private List<Path> sites = List.of();

    @Option(
            names = "--blocks",
            paramLabel = "N",
            description = "how many blocks of fresh containers, instead of the scenario's")
    private Integer blocks;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "make it fit into this time, such as 20m, and say what was given up")
    private Duration budget;

    @Option(names = "--seed", paramLabel = "N", description = "repeat the order of an earlier run; default: drawn")
    private Long seed;

    @Option(names = "--remote", description = "send load to stacks at addresses that are not on this machine")
    private boolean remote;

    /**
     * What is to be done.
     *
     * @param givenUp what was left out, in words
     */
    record Asked(Scenario scenario, Plan plan, List<String> givenUp) {}

    Asked read(Home home) {
        Path file = home.scenario(scenario);
        Library library = home.library(file.toAbsolutePath().getParent());
        Scenario asked = ScenarioReader.read(TextFile.read(file), file.toString(), library);
        if (!sites.isEmpty()) {
            asked = asked.serving(
                    sites.stream().map(folder -> site(home, folder)).toList());
        }
        if (blocks != null) {
            if (blocks < 1) {
                throw new UsageException("--blocks must be at least 1, not " + blocks);
            }
            asked = asked.withBlocks(blocks);
        }
        List<String> givenUp = new ArrayList<>();
        if (only != null) {
            Selection.Narrowed selected = Selection.parse(only).narrow(asked);
            asked = selected.scenario();
            givenUp.addAll(selected.notes());
        }
        if (budget != null) {
            Budget.Fitted fitted = Budget.fit(asked, budget);
            asked = fitted.scenario();
            givenUp.addAll(fitted.givenUp());
        }
        long drawn = seed == null ? new SecureRandom().nextInt(SEEDS) : seed;
        return new Asked(asked, Planner.plan(asked, drawn), givenUp);
    }

    /**
     * Before load is sent.
     *
     * @throws UsageException for a stack on another machine that was not consented to
     */
    void refuseOtherMachines(Scenario asked) {
        for (Stack stack : asked.stacks()) {
            stack.address()
                    .ifPresent(address -> Loopback.require(
                            remote, "stack " + stack.name() + " is at " + address + ", which", address));
        }
    }

    /** These options as they must be given to repeat the plan with its seed. */
    List<String> repeat(long seed) {
        List<String> words = new ArrayList<>(List.of(scenario));
        if (only != null) {
            words.addAll(List.of("--only", only));
        }
        sites.forEach(site -> words.addAll(List.of("--site", site.toString())));
        if (blocks != null) {
            words.addAll(List.of("--blocks", blocks.toString()));
        }
        if (budget != null) {
            words.addAll(List.of("--budget", DurationOption.write(budget)));
        }
        if (remote) {
            words.add("--remote");
        }
        words.addAll(List.of("--seed", Long.toString(seed)));
        return words;
    }

    /** A site by the name of a shipped one, or by its folder. */
    static Site site(Home home, Path named) {
        Path folder = named;
        if (named.getNameCount() == 1 && !Files.isDirectory(named)) {
            folder = home.sites().resolve(named);
        }
        Path file = folder.resolve("site.yaml");
        if (!Files.isRegularFile(file)) {
            throw new UsageException("--site " + named
                    + ": no site of that name ships, and there is no site.yaml in such a " + "folder.\n  Copy one of "
                    + home.sites() + " and change it; docs/sites.md says what it means.");
        }
        return SiteReader.read(new Library.SiteFile(
                file.toString(), folder.toAbsolutePath().normalize().toString(), TextFile.read(file)));
    }
}
