package org.mpmlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpmlab.core.capacity.profile.SyntheticRuns;
import org.mpmlab.core.capacity.validation.Validation;
import org.mpmlab.core.capacity.validation.Validation.Subject;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.ShippedLibrary;
import org.mpmlab.core.site.Site;
import org.mpmlab.lab.record.RunDirectory;

/**
 * A recommendation put to the test on real servers, from a stored run whose pages cost many times what the real one
 * does: so its promise is easily kept, on a busy machine too.
 */
class ValidateIT {
    private static final Path HOME = Path.of(System.getProperty("mpmlab.home"));

    @TempDir
    private Path folder;

    private String output;

    @Test
    void thePromiseIsMeasuredBesideThePeersAndJudgedAgainFromFiles() throws Exception {
        Path stored = store();
        int status = mpmlab(
                "recommend",
                stored.toString(),
                "--target",
                "cpus=1,memory=512MiB,needs=http2",
                "--validate",
                "--blocks",
                "1",
                "--budget",
                "50s",
                "--json",
                "validation.json");
        assertThat(output)
                .contains("validating: ", "1 block of about", "Promised and measured", "recommended", "debian, plesk")
                .doesNotContain("\tat ");
        Validation validation =
                Json.MAPPER.readValue(folder.resolve("validation.json").toFile(), Validation.class);
        assertThat(status).as(output).isEqualTo(Validating.exitCode(validation));
        assertThat(validation.rows()).hasSizeGreaterThanOrEqualTo(4).allSatisfy(row -> assertThat(row.killed())
                .isZero());
        assertThat(validation.findings())
                .as("httpd and PHP-FPM correct nothing that is recommended")
                .anyMatch(finding -> finding.startsWith("Nothing was corrected"));
        assertThat(validation.checks())
                .extracting(Validation.Check::subject)
                .containsExactly(Subject.RATE, Subject.TTFB, Subject.TTFB, Subject.MEMORY);

        Path run = Path.of(validation.run());
        assertThat(mpmlab("report", folder.resolve("runs").resolve(run).toString()))
                .isEqualTo(status);
        assertThat(output).contains("Promised and measured");
        assertThat(Json.MAPPER.readValue(
                        folder.resolve("runs")
                                .resolve(run)
                                .resolve("validation.json")
                                .toFile(),
                        Validation.class))
                .isEqualTo(validation);
    }

    /** As the capacity scenario would leave it. */
    private Path store() {
        Run run = SyntheticRuns.of(ShippedLibrary.catalogue("capacity.yaml"), (LoadShape load) -> true);
        Site hello = run.scenario().site("hello");
        Site here = new Site(
                hello.name(),
                hello.description(),
                HOME.resolve("docker-images/sites/hello").toString(),
                hello.documentRoot(),
                hello.packages(),
                hello.phpExtensions(),
                hello.writable(),
                hello.deny(),
                hello.pages(),
                hello.parameters(),
                hello.calibrate(),
                hello.nominal());
        RunDirectory directory = RunDirectory.create(folder, run.about().started(), "capacity");
        Run.About about = new Run.About(Run.SCHEMA, directory.id(), run.about().started(), List.of(), List.of());
        directory.begin(about, run.scenario().withSites(List.of(here)), run.plan(), run.environment());
        run.steps().forEach(directory::finish);
        return directory.path();
    }

    private int mpmlab(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(HOME.resolve("mpmlab").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile());
        builder.environment().put("MPMLAB_BUILDING", "1");
        Process process = builder.start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        output = Files.readString(folder.resolve("output.txt"));
        return process.exitValue();
    }
}
