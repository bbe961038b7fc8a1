package org.mpmlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpmlab.cli.Outcome.mpmlab;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpmlab.core.claim.Claim;
import org.mpmlab.core.claim.Observed;
import org.mpmlab.core.claim.Observed.RefusalSeen;
import org.mpmlab.core.claim.Refusal;
import org.mpmlab.core.plan.Planner;
import org.mpmlab.core.run.Environment;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.Placement;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.lab.record.RunDirectory;

/** {@code mpmlab verify} as far as it goes without Docker: stored runs, and what is said before anything starts. */
@ExtendWith(AtHome.class)
class VerifyCommandTest {
    private static final Home HOME = new Home(AtHome.CHECKOUT);
    private static final String UNFINISHED = "This run is not finished";

    @TempDir
    private Path folder;

    /** A run with nothing measured under load. */
    private RunDirectory run(String name) {
        return run(name, new Scenario(name, "Test.", 1, List.of(), List.of(), List.of(), Placement.AUTOMATIC));
    }

    /** A run of which nothing was done yet. */
    private RunDirectory run(String name, Scenario scenario) {
        RunDirectory directory = RunDirectory.create(folder, Instant.EPOCH, name);
        directory.begin(
                new Run.About(Run.SCHEMA, directory.id(), Instant.EPOCH, List.of(), List.of()),
                scenario,
                Planner.plan(scenario, 7),
                new Environment("0", "17", "CPU", 2, 1 << 30, "6", "Debian", 2, "20", "0", "1", Map.of(), Map.of()));
        return directory;
    }

    /** A run of verify in which the server said this to the two claims' configurations. */
    private Path verified(String name, Optional<String> toModPhp, Optional<String> toTwoMpms) {
        RunDirectory directory = run(name);
        List<Claim> claims = ClaimCatalogue.read(HOME, Set.of("mod-php-refused", "one-mpm"));
        ClaimFiles.write(directory, claims);
        Observed observed = seen(seen(Observed.NOTHING, claims.get(0), toModPhp), claims.get(1), toTwoMpms);
        ClaimFiles.write(directory, observed);
        return directory.path();
    }

    private static Observed seen(Observed before, Claim claim, Optional<String> said) {
        Refusal.Configuration asked =
                ((Refusal) claim.trials().get(0)).configurations().get(0);
        return said.map(words -> before.plus(RefusalSeen.of(asked, !words.equals("Syntax OK"), words)))
                .orElse(before);
    }

    @ParameterizedTest
    @CsvSource({
        "AH00013: failed, AH00534: two MPMs, 0, supported",
        "AH00013: failed, Syntax OK, 10, refuted",
        "AH00013: failed, , 11, inconclusive",
        "AH00013: failed, AH00526: else, 12, invalid",
        // The gravest is what the status says.
        "Syntax OK, AH00526: else, 10, refuted",
        ", AH00526: else, 12, invalid",
    })
    void theExitStatusIsTheGravestVerdicts(String toModPhp, String toTwoMpms, int status, String word) {
        Path run = verified("verify", Optional.ofNullable(toModPhp), Optional.ofNullable(toTwoMpms));
        Outcome outcome = mpmlab("verify", "--from", run);
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(status);
        assertThat(outcome.out()).contains("mod-php-refused", "one-mpm", word).contains("evidence: " + run);
        assertThat(run.resolve("claim-verdicts.json")).isNotEmptyFile();
    }

    @Test
    void whatHasNoVerdictSaysWhatItNeeds() {
        Outcome outcome = mpmlab("verify", "--from", verified("verify", Optional.empty(), Optional.empty()));
        assertThat(outcome.out()).contains("needs one start of the server");
    }

    @Test
    void oneClaimOfAStoredRunIsJudgedAlone() {
        Path run = verified("verify", Optional.of("AH00013: failed"), Optional.of("Syntax OK"));
        Outcome outcome = mpmlab("verify", "mod-php-refused", "--from", run);
        assertThat(outcome.status()).isEqualTo(ExitCode.OK);
        assertThat(outcome.out()).doesNotContain("one-mpm");
        // What the report shows, which is all that the run was made for, is what it links.
        assertThat(run.resolve("report.html")).content().contains("one-mpm", "claim-verdicts.json");
        assertThat(run.resolve("claim-verdicts.json")).content().contains("mod-php-refused", "one-mpm");
    }

    @Test
    void theReportOfARunThatWasMadeForSomethingElseShowsWhatItWasLastJudgedBy() {
        Claim parity = ClaimCatalogue.read(HOME, Set.of("ttfb-parity")).get(0);
        Path run = run("own", parity.trials().get(0).measuring().orElseThrow()).path();
        assertThat(mpmlab("report", run).status()).isEqualTo(ExitCode.INVALID);
        assertThat(run.resolve("report.html"))
                .content()
                .contains(UNFINISHED)
                .doesNotContain("id=\"claims\"", "claim-verdicts.json");

        Outcome outcome = mpmlab("verify", "--from", run);
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(run.resolve("report.html")).content().contains(UNFINISHED, "ttfb-parity", "claim-verdicts.json");
        assertThat(run.resolve("claim-verdicts.json")).content().contains("ttfb-parity");

        mpmlab("report", run);
        assertThat(run.resolve("report.html")).content().contains(UNFINISHED, "ttfb-parity", "claim-verdicts.json");
    }

    @Test
    void anUnknownClaimNamesThoseThereAre() {
        Path run = verified("verify", Optional.empty(), Optional.empty());
        assertThat(mpmlab("verify", "ttfb-party").err()).contains("no claim 'ttfb-party'", "ttfb-parity");
        assertThat(mpmlab("verify", "ttfb-party").status()).isEqualTo(ExitCode.USAGE);
        assertThat(mpmlab("verify", "ttfb-parity", "--from", run).status()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aRunThatHoldsNoClaimsCellsIsToldSo() {
        Outcome outcome = mpmlab("verify", "--from", run("own").path());
        assertThat(outcome.status()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("holds the cells of no claim");
    }

    @Test
    void aBudgetThatNothingFitsInIsToldBeforeAnythingStarts() {
        Outcome outcome = mpmlab("verify", "ttfb-parity", "--budget", "30s", "--runs", folder);
        assertThat(outcome.status()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("no claim fits in 30 s", "ttfb-parity", "at least 8 blocks");
        assertThat(folder).isEmptyDirectory();
    }
}
