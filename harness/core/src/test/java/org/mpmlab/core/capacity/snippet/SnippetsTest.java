package org.mpmlab.core.capacity.snippet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.mpmlab.core.capacity.box.Need;
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

    private static final Settings FCGID = Settings.NONE
            .with(Setting.MAX_REQUEST_WORKERS, 64)
            .with(Setting.FCGID_MAX_PROCESSES, 64)
            .with(Setting.FCGID_MAX_REQUESTS_PER_PROCESS, 900);

    private static final String OTHER_HANDLERS_OFF =
            "a2disconf php8.4-fpm php8.4-cgi  # those that are not installed are named and passed over";

    private static final String VERSION =
            "Paths and commands name PHP 8.4, which was measured: put yours in its place.";

    private static Instructions instructions(Platform platform, String stack, Settings settings, Need... needs) {
        return Snippets.of(platform, Composition.parse(stack), settings, List.of(), Set.of(needs), "8.4");
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
                Set.of(),
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
                Set.of(),
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

    /** Shared hosting has a pool for each domain, and a panel asks for each. */
    @ParameterizedTest
    @EnumSource(Platform.class)
    void childrenAreForAllPoolsTogether(Platform platform) {
        assertThat(instructions(platform, "event+fpm", EVENT).notes())
                .anyMatch(note -> note.startsWith("pm.max_children is for the whole box"));
        assertThat(instructions(platform, "prefork+mod_php", EVENT).notes())
                .noneMatch(note -> note.contains("pm.max_children"));
    }

    @Test
    void modFcgidDecidesWhenPhpEnds() {
        assertThat(instructions(Platform.DEBIAN, "event+fcgid", FCGID).snippets())
                .anySatisfy(snippet -> assertThat(snippet.text())
                        .contains("FcgidMaxRequestsPerProcess 900", "FcgidInitialEnv PHP_FCGI_MAX_REQUESTS 900"));
    }

    /** With nothing to run .php, httpd would show PHP's source. */
    @ParameterizedTest
    @EnumSource(
            value = Platform.class,
            names = {"DEBIAN", "ISPMANAGER"})
    void debianRunsPhpByModFcgid(Platform platform) {
        Instructions debian = instructions(platform, "event+fcgid", FCGID);
        assertThat(text(debian, "/etc/apache2/conf-available/mpmlab.conf")).isEqualTo("""
                <IfModule fcgid_module>
                    FcgidMaxProcesses 64
                    FcgidMaxRequestsPerProcess 900
                    FcgidInitialEnv PHP_FCGI_MAX_REQUESTS 900
                </IfModule>
                <FilesMatch "[.]ph(ar|p|tml)$">
                    SetHandler fcgid-script
                    FcgidWrapper /usr/bin/php-cgi8.4
                    Options +ExecCGI
                </FilesMatch>
                <FilesMatch "[.]phps$">
                    Require all denied
                </FilesMatch>
                """);
        assertThat(debian.commands())
                .containsSubsequence(
                        "a2enmod fcgid", OTHER_HANDLERS_OFF, "a2enconf mpmlab", "systemctl restart apache2");
    }

    @ParameterizedTest
    @CsvSource({"prefork+cgi, cgi", "itk+cgi, cgi", "worker+cgi, cgid", "event+cgi, cgid"})
    void debianRunsPhpByCgi(String stack, String module) {
        Instructions debian = instructions(Platform.DEBIAN, stack, EVENT);
        assertThat(text(debian, "/etc/apache2/conf-available/mpmlab.conf")).isEqualTo("""
                ListenBacklog 511
                KeepAlive On
                ScriptAlias /mpmlab-php-cgi /usr/bin/php-cgi8.4
                <Location /mpmlab-php-cgi>
                    Require env REDIRECT_STATUS
                </Location>
                Action mpmlab-php /mpmlab-php-cgi
                <FilesMatch "[.]ph(ar|p|tml)$">
                    SetHandler mpmlab-php
                </FilesMatch>
                <FilesMatch "[.]phps$">
                    Require all denied
                </FilesMatch>
                """);
        assertThat(debian.commands())
                .containsSubsequence("a2enmod actions " + module, OTHER_HANDLERS_OFF, "a2enconf mpmlab");
    }

    /** RHEL's php.conf has a handler of its own, and of two for a file the last counts. */
    @ParameterizedTest
    @CsvSource({
        "event+fcgid, FcgidWrapper /usr/bin/php-cgi, php-cli mod_fcgid",
        "event+cgi, ScriptAlias /mpmlab-php-cgi /usr/bin/php-cgi, php-cli"
    })
    void rhelRunsPhpByPhpCgiWhateverPhpConfSays(String stack, String line, String packages) {
        Instructions rhel = instructions(Platform.RHEL, stack, FCGID);
        assertThat(text(rhel, "/etc/httpd/conf.d/zz-mpmlab-php.conf")).containsPattern("(?m)^ *" + line + "$");
        assertThat(rhel.commands()).anyMatch(command -> command.startsWith("dnf -y install " + packages + "  #"));
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void whereSomethingElseRunsPhpNoHandlerIsWritten(Platform platform) {
        for (String stack : List.of("prefork+mod_php", "event+fpm")) {
            Instructions instructions = instructions(platform, stack, EVENT);
            assertThat(instructions.snippets())
                    .noneMatch(snippet -> snippet.text().contains("FilesMatch"));
            assertThat(instructions.commands()).noneMatch(command -> command.contains("a2disconf"));
            assertThat(instructions.notes()).noneMatch(note -> note.contains("maps .php"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CPANEL, 'WHM, MultiPHP Manager, PHP Handlers'",
        "PLESK, PHP Settings of each domain",
        "ISPMANAGER, the settings of each site",
        "DIRECTADMIN, CustomBuild (php1_mode)"
    })
    void panelsMapPhpThemselves(Platform platform, String where) {
        assertThat(instructions(platform, "event+fcgid", FCGID).notes())
                .anyMatch(note -> note.startsWith(
                        "The panel itself maps .php: choose its handler for FastCGI (mod_fcgid) in " + where + ","));
        assertThat(instructions(platform, "event+cgi", EVENT).notes())
                .anyMatch(note -> note.contains("its handler for CGI in " + where));
    }

    @ParameterizedTest
    @CsvSource({
        "DEBIAN, a2enmod http2, systemctl restart apache2",
        "ISPMANAGER, a2enmod http2, systemctl restart apache2",
        "RHEL, dnf -y install mod_http2, systemctl restart httpd",
        "CPANEL, dnf -y install ea-apache24-mod_http2, /usr/local/cpanel/scripts/restartsrv_httpd"
    })
    void apacheGetsHttp2WhereItIsNeeded(Platform platform, String install, String restart) {
        Instructions needed = instructions(platform, "event+fpm", EVENT, Need.HTTP2);
        assertThat(needed.commands()).containsSubsequence(install, restart);
        assertThat(needed.notes()).contains("Browsers speak HTTP/2 only over TLS: each site needs a certificate.");
        Instructions not = instructions(platform, "event+fpm", EVENT);
        assertThat(not.commands()).doesNotContain(install);
        assertThat(not.notes()).noneMatch(note -> note.contains("HTTP/2"));
    }

    /** Debian's http2.conf offers the protocol, RHEL's package offers none. */
    @Test
    void rhelOffersHttp2InItsText() {
        String place = "/etc/httpd/conf.d/mpmlab.conf";
        assertThat(text(instructions(Platform.RHEL, "event+fpm", EVENT, Need.HTTP2), place))
                .endsWith("Protocols h2 http/1.1\n");
        assertThat(text(instructions(Platform.RHEL, "event+fpm", EVENT), place)).doesNotContain("Protocols");
        assertThat(text(instructions(Platform.RHEL, "event+fpm+nginx", EVENT, Need.HTTP2), place))
                .doesNotContain("Protocols");
    }

    @ParameterizedTest
    @CsvSource({"PLESK, a2enmod http2", "DIRECTADMIN, ./build set http2 yes"})
    void panelsAreToldWhatBringsHttp2(Platform platform, String command) {
        assertThat(instructions(platform, "event+fpm", EVENT, Need.HTTP2).notes())
                .anyMatch(note -> note.contains("mod_http2") && note.contains(command));
        assertThat(instructions(platform, "event+fpm", EVENT).notes()).noneMatch(note -> note.contains("mod_http2"));
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void nginxInFrontSpeaksHttp2(Platform platform) {
        Instructions fronted = instructions(platform, "prefork+fpm+nginx", EVENT, Need.HTTP2);
        assertThat(fronted.notes())
                .anyMatch(note -> note.contains("\"http2 on;\"") && note.contains("\"listen 443 ssl http2;\""))
                .noneMatch(note -> note.contains("mod_http2"));
        assertThat(fronted.commands()).noneMatch(command -> command.contains("http2"));
    }

    @ParameterizedTest
    @CsvSource({
        "event+fpm, false, true",
        "itk+mod_php, true, false",
        "itk+cgi, true, false",
        "itk+fpm, true, true",
    })
    void isolationNeedsLinesOfEachSite(String stack, boolean itk, boolean pools) {
        String user = "Each <VirtualHost> needs its own AssignUserID";
        String pool = "Each site needs a pool of its own";
        List<String> needed =
                instructions(Platform.DEBIAN, stack, EVENT, Need.USER_ISOLATION).notes();
        assertThat(needed.stream().anyMatch(note -> note.startsWith(user))).isEqualTo(itk);
        assertThat(needed.stream().anyMatch(note -> note.startsWith(pool))).isEqualTo(pools);
        assertThat(instructions(Platform.DEBIAN, stack, EVENT).notes())
                .noneMatch(note -> note.startsWith(user) || note.startsWith(pool));
    }

    @ParameterizedTest
    @CsvSource({
        "DEBIAN, prefork+mod_php, true",
        "DEBIAN, event+fcgid, true",
        "ISPMANAGER, event+fpm, true",
        "RHEL, event+fpm, false",
        "RHEL, event+fcgid, false",
        "CPANEL, event+fpm, false",
        "PLESK, event+fpm, false",
        "DIRECTADMIN, event+fpm, false"
    })
    void theVersionIsToBePutInWhereItIsNamed(Platform platform, String stack, boolean named) {
        assertThat(instructions(platform, stack, EVENT).notes().contains(VERSION))
                .isEqualTo(named);
    }

    /** These have the version in the names of PHP-FPM's units alone, without its dot. */
    @ParameterizedTest
    @CsvSource({"CPANEL, true", "PLESK, true", "DIRECTADMIN, true", "RHEL, false"})
    void unitsNameTheVersionToo(Platform platform, boolean named) {
        Instructions raised = Snippets.of(
                platform,
                Composition.parse("event+fpm"),
                EVENT.with(Setting.MAX_REQUEST_WORKERS, 84),
                List.of(new KernelLimit(KernelLimit.Kind.FPM_TASKS, 8484, "children")),
                Set.of(),
                "8.4");
        assertThat(raised.notes().contains(VERSION)).isEqualTo(named);
    }

    private static String text(Instructions instructions, String place) {
        return instructions.snippets().stream()
                .filter(snippet -> snippet.place().startsWith(place))
                .map(Instructions.Snippet::text)
                .collect(Collectors.joining());
    }

    @Test
    void nginxByItselfHasNothingToApply() {
        assertThatThrownBy(() -> instructions(Platform.DEBIAN, "nginx+fpm", Settings.NONE))
                .hasMessageContaining("nginx+fpm has no MPM");
    }

    /** What is written is what was recommended: the texts, read back as a user's own, are the settings again. */
    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenReadsBackAsWhatWasRecommended(
            @ForAll("profiles") Profile profile, @ForAll("platforms") Platform platform) {
        Optional<Candidate> best = new Candidates(profile, Target.of(2, 2L << 30)).best();
        best.ifPresent(candidate -> {
            String written =
                    instructions(platform, profile.stack().name(), candidate.own(), Need.values()).snippets().stream()
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
