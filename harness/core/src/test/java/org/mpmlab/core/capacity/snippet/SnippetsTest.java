package org.mpmlab.core.capacity.snippet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpmlab.core.capacity.box.Target;
import org.mpmlab.core.capacity.current.CurrentReader;
import org.mpmlab.core.capacity.current.CurrentSettings;
import org.mpmlab.core.capacity.model.Profile;
import org.mpmlab.core.capacity.model.Profiles;
import org.mpmlab.core.capacity.recommend.Candidate;
import org.mpmlab.core.capacity.recommend.Candidates;
import org.mpmlab.core.capacity.recommend.KernelLimit;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Settings;

class SnippetsTest {
    private static final Settings EVENT = Settings.NONE
            .with(Setting.START_SERVERS, 2)
            .with(Setting.SERVER_LIMIT, 5)
            .with(Setting.THREADS_PER_CHILD, 64)
            .with(Setting.MAX_REQUEST_WORKERS, 256)
            .with(Setting.KEEP_ALIVE, "On")
            .with(Setting.LISTEN_BACKLOG, 511)
            .with(Setting.PM, "static")
            .with(Setting.PM_MAX_CHILDREN, 40);

    private static Instructions instructions(Platform platform, String stack, Settings settings) {
        return Snippets.of(platform, Composition.parse(stack), settings, List.of(), "8.4");
    }

    @Test
    void debianGetsThreeFilesAndARestart() {
        Instructions debian = instructions(Platform.DEBIAN, "event+fpm", EVENT);
        assertThat(debian.snippets())
                .containsExactly(
                        new Instructions.Snippet("/etc/apache2/mods-available/mpm_event.conf", """
                                <IfModule mpm_event_module>
                                    StartServers 2
                                    ServerLimit 5
                                    ThreadsPerChild 64
                                    MaxRequestWorkers 256
                                </IfModule>
                                """),
                        new Instructions.Snippet("/etc/apache2/conf-available/mpmlab.conf", """
                                ListenBacklog 511
                                KeepAlive On
                                """),
                        new Instructions.Snippet("/etc/php/8.4/fpm/pool.d/zz-mpmlab.conf", """
                                [www]
                                pm = static
                                pm.max_children = 40
                                """));
        assertThat(debian.commands())
                .containsExactly(
                        "a2dismod php8.4 mpm_itk mpm_prefork mpm_worker  # those that are not installed are named and "
                                + "passed over",
                        "a2enmod mpm_event",
                        "a2enmod proxy_fcgi setenvif",
                        "a2enconf php8.4-fpm",
                        "a2enconf mpmlab",
                        "php-fpm8.4 -t",
                        "systemctl restart php8.4-fpm",
                        "apache2ctl configtest",
                        "systemctl restart apache2");
    }

    @Test
    void eachPlatformHasItsOwnPlaces() {
        assertThat(places(Platform.RHEL))
                .containsExactly(
                        "/etc/httpd/conf.modules.d/00-mpm.conf (the only LoadModule of an MPM)",
                        "/etc/httpd/conf.d/mpmlab.conf",
                        "/etc/php-fpm.d/zz-mpmlab.conf");
        assertThat(places(Platform.CPANEL)).contains("/etc/apache2/conf.d/includes/pre_main_global.conf");
        assertThat(places(Platform.DIRECTADMIN))
                .contains("/usr/local/directadmin/custombuild/custom/ap2/conf/extra/httpd-mpm.conf");
        assertThat(instructions(Platform.PLESK, "event+fpm", EVENT).commands())
                .contains("plesk bin optimization_settings --set-mpm event");
        assertThat(instructions(Platform.CPANEL, "event+fpm", EVENT).commands())
                .contains("/usr/local/cpanel/scripts/rebuildhttpdconf");
        assertThat(instructions(Platform.ISPMANAGER, "event+fpm", EVENT).notes())
                .anySatisfy(note -> assertThat(note).contains("prefork and ITK; event is planned"));
    }

    private static List<String> places(Platform platform) {
        return instructions(platform, "event+fpm", EVENT).snippets().stream()
                .map(Instructions.Snippet::place)
                .toList();
    }

    @Test
    void whmHoldsWhatItKnowsAndTheIncludeTheRest() {
        List<Instructions.Snippet> snippets =
                instructions(Platform.CPANEL, "event+fpm", EVENT).snippets();
        assertThat(snippets.get(0).text())
                .contains("ServerLimit 5", "MaxRequestWorkers 256", "KeepAlive On")
                .doesNotContain("ThreadsPerChild");
        assertThat(snippets.get(1).text())
                .contains("ThreadsPerChild 64", "ListenBacklog 511")
                .doesNotContain("ServerLimit");
    }

    @Test
    void cpanelRefusesFpmOnItk() {
        assertThat(instructions(Platform.CPANEL, "itk+fpm", Settings.NONE.with(Setting.SERVER_LIMIT, 9))
                        .notes())
                .anySatisfy(note -> assertThat(note).contains("cPanel refuses PHP-FPM together with ITK"));
    }

    @Test
    void limitsOfTheSystemComeFirst() {
        Instructions raised = Snippets.of(
                Platform.RHEL,
                Composition.parse("event+fpm"),
                EVENT,
                List.of(
                        new KernelLimit(KernelLimit.Kind.HTTPD_FILES, 2304, "connections"),
                        new KernelLimit(KernelLimit.Kind.SOMAXCONN, 8192, "backlog")),
                "8.4");
        assertThat(raised.snippets())
                .contains(
                        new Instructions.Snippet(
                                "/etc/systemd/system/httpd.service.d/mpmlab.conf", "[Service]\nLimitNOFILE=2304\n"),
                        new Instructions.Snippet("/etc/sysctl.d/90-mpmlab.conf", "net.core.somaxconn = 8192\n"));
        assertThat(raised.commands()).startsWith("systemctl daemon-reload", "sysctl --system");
    }

    @ParameterizedTest
    @CsvSource({
        "DEBIAN, apache2, php8.4-fpm",
        "RHEL, httpd, php-fpm",
        "CPANEL, httpd, ea-php84-php-fpm",
        "PLESK, apache2, plesk-php84-fpm",
        "ISPMANAGER, apache2, php8.4-fpm",
        "DIRECTADMIN, httpd, php-fpm84"
    })
    void limitsAreThoseOfTheUnitsThatThePlatformHas(Platform platform, String httpd, String fpm) {
        Instructions raised = Snippets.of(
                platform,
                Composition.parse("event+fpm"),
                EVENT,
                List.of(
                        new KernelLimit(KernelLimit.Kind.HTTPD_FILES, 2304, "connections"),
                        new KernelLimit(KernelLimit.Kind.HTTPD_TASKS, 5000, "threads"),
                        new KernelLimit(KernelLimit.Kind.FPM_TASKS, 6000, "children")),
                "8.4");
        assertThat(raised.snippets())
                .contains(
                        new Instructions.Snippet(
                                "/etc/systemd/system/" + httpd + ".service.d/mpmlab.conf",
                                "[Service]\nLimitNOFILE=2304\nTasksMax=5000\n"),
                        new Instructions.Snippet(
                                "/etc/systemd/system/" + fpm + ".service.d/mpmlab.conf", "[Service]\nTasksMax=6000\n"));
    }

    /** Swapping a package for itself is an error, and Plesk knows no ITK. */
    @Test
    void commandsOfPanelsWorkAsTheyAre() {
        Settings prefork = Settings.NONE.with(Setting.MAX_REQUEST_WORKERS, 64);
        assertThat(instructions(Platform.CPANEL, "prefork+mod_php", prefork).commands())
                .noneMatch(command -> command.contains("swap ea-apache24-mod_mpm_prefork"))
                .anyMatch(command -> command.startsWith("rpm -q ea-apache24-mod_mpm_prefork || dnf -y swap "));
        assertThat(instructions(Platform.PLESK, "itk+mod_php", prefork).commands())
                .contains("plesk bin optimization_settings --set-mpm prefork");
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void nothingIsEverReloaded(Platform platform) {
        Instructions instructions = instructions(platform, "event+fpm", EVENT);
        assertThat(instructions.commands()).noneMatch(command -> command.matches(".*\\b(reload|graceful)( .*|$)"));
        assertThat(instructions.commands()).anyMatch(command -> command.contains("restart"));
        assertThat(instructions.notes()).anyMatch(note -> note.startsWith("Restart, do not reload"));
    }

    @Test
    void modFcgidDecidesWhenPhpEnds() {
        Settings fcgid = Settings.NONE
                .with(Setting.MAX_REQUEST_WORKERS, 64)
                .with(Setting.FCGID_MAX_PROCESSES, 64)
                .with(Setting.FCGID_MAX_REQUESTS_PER_PROCESS, 900);
        assertThat(instructions(Platform.DEBIAN, "event+fcgid", fcgid).snippets())
                .anySatisfy(snippet -> assertThat(snippet.text())
                        .contains("FcgidMaxRequestsPerProcess 900", "FcgidInitialEnv PHP_FCGI_MAX_REQUESTS 900"));
    }

    @Test
    void nginxByItselfHasNothingToApply() {
        assertThatThrownBy(() -> Snippets.of(Platform.DEBIAN, Composition.nginx(), Settings.NONE, List.of(), "8.4"))
                .hasMessageContaining("nginx+fpm has no MPM");
    }

    /** What is written is what was recommended: the texts, read back as a user's own, are the settings again. */
    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenReadsBackAsWhatWasRecommended(
            @ForAll("profiles") Profile profile, @ForAll("platforms") Platform platform) {
        Optional<Candidate> best = new Candidates(profile, Target.of(2, 2L << 30)).best();
        best.ifPresent(candidate -> {
            String written =
                    Snippets.of(platform, profile.stack(), candidate.own(), List.of(), "8.4").snippets().stream()
                            .filter(snippet -> !snippet.place().contains("nginx"))
                            .map(Instructions.Snippet::text)
                            // a panel's field for a pool has no head
                            .map(text -> text.startsWith("pm = ") ? "[www]\n" + text : text)
                            .collect(Collectors.joining());
            CurrentSettings read = CurrentReader.read(profile.stack(), platform.word(), written);
            Settings expected = Settings.NONE;
            for (var entry : candidate.own().values().entrySet()) {
                if (entry.getKey().place() != Setting.Place.NGINX) {
                    expected = expected.with(entry.getKey(), entry.getValue());
                }
            }
            assertThat(read.settings()).isEqualTo(expected);
            assertThat(read.corrections()).isEmpty();
        });
    }

    @Provide
    Arbitrary<Profile> profiles() {
        return Profiles.any();
    }

    @Provide
    Arbitrary<Platform> platforms() {
        return Arbitraries.of(Platform.class);
    }
}
