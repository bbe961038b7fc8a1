package org.mpmlab.core.capacity.current;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Settings;

class CurrentReaderTest {
    private static final String HTTPD = """
            # from production
            KeepAlive on
            keepalivetimeout 3
            <IfModule mpm_prefork_module>
                StartServers 5
                MaxClients 150
                MaxRequestsPerChild 1000
            </IfModule>
            <IfModule mpm_event_module>
                StartServers 3
                MaxRequestWorkers \\
                    400
                AsyncRequestWorkerFactor 2.5
                ThreadStackSize 8388608
            </IfModule>
            <VirtualHost *:80>
                KeepAliveTimeout 60
            </VirtualHost>
            KeepAliveTimout 9
            """;

    private static final String POOL = """
            [global]
            error_log = /var/log/fpm.log
            [www]
            ; the pool
            pm = ondemand
            pm.max_children = 40 ; enough
            pm.process_idle_timeout = 10s;
            listen.backlog = -1
            user = www-data
            [other]
            pm.max_children = 7
            """;

    private static CurrentSettings read(String stack, String text) {
        return CurrentReader.read(Composition.parse(stack), "own.conf", text);
    }

    @Test
    void theBlockOfTheStacksMpmCounts() {
        CurrentSettings event = read("event+fpm", HTTPD + POOL);
        assertThat(event.settings())
                .isEqualTo(Settings.of(Map.of(
                        "KeepAlive", "On",
                        "KeepAliveTimeout", 3,
                        "StartServers", 3,
                        "MaxRequestWorkers", 400,
                        "AsyncRequestWorkerFactor", 2,
                        "pm", "ondemand",
                        "pm.max_children", 40,
                        "pm.process_idle_timeout", 10)));
        assertThat(event.corrections()).isEmpty();
        CurrentSettings prefork = read("prefork+mod_php", HTTPD);
        assertThat(prefork.settings())
                .isEqualTo(Settings.of(Map.of(
                        "KeepAlive", "On",
                        "KeepAliveTimeout", 3,
                        "StartServers", 5,
                        "MaxRequestWorkers", 150,
                        "MaxConnectionsPerChild", 1000)));
    }

    @Test
    void whatIsPassedOverIsListedWithItsLine() {
        assertThat(read("event+fpm", HTTPD + POOL).ignored())
                .extracting(CurrentSettings.Ignored::toString)
                .containsExactly(
                        "own.conf:5: StartServers: event+fpm has no mpm_prefork_module",
                        "own.conf:6: MaxClients: event+fpm has no mpm_prefork_module",
                        "own.conf:7: MaxRequestsPerChild: event+fpm has no mpm_prefork_module",
                        "own.conf:13: AsyncRequestWorkerFactor: the fraction of 2.5, as httpd does: it acts as 2",
                        "own.conf:14: ThreadStackSize: no setting of httpd's that mpmlab knows",
                        "own.conf:17: KeepAliveTimeout: within <VirtualHost>, so not of the whole server",
                        "own.conf:19: KeepAliveTimout: no setting of httpd's that mpmlab knows (is KeepAliveTimeout "
                                + "meant?)",
                        "own.conf:21: error_log: no setting of a pool that mpmlab knows",
                        "own.conf:27: listen.backlog: -1 leaves it to PHP-FPM",
                        "own.conf:28: user: no setting of a pool that mpmlab knows",
                        "own.conf:30: pm.max_children: of pool other; only the first, www, is read");
    }

    @Test
    void timesOfAPoolMayHavePhpFpmsUnits() {
        assertThat(read("event+fpm", "[www]\npm.process_idle_timeout = 2m\n").settings())
                .isEqualTo(Settings.of(Map.of("pm.process_idle_timeout", 120)));
        assertThat(read("event+fpm", "[www]\npm.process_idle_timeout = 1h\n").settings())
                .isEqualTo(Settings.of(Map.of("pm.process_idle_timeout", 3600)));
    }

    @Test
    void whatHttpdWouldCorrectIsSaid() {
        CurrentSettings found = read("prefork+mod_php", "MaxRequestWorkers 400\n");
        assertThat(found.settings()).isEqualTo(Settings.of(Map.of("MaxRequestWorkers", 400)));
        assertThat(found.corrections()).singleElement().satisfies(one -> assertThat(one.code())
                .isEqualTo("AH00180"));
    }

    @Test
    void itkReadsPreforksBlock() {
        assertThat(read("itk+mod_php", HTTPD).settings().values()).hasSize(5);
    }

    private static CurrentSettings readForOne(String text, String... stacks) {
        return CurrentReader.read(Stream.of(stacks).map(Composition::parse).toList(), "own.conf", text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "it names the MPM that is loaded | LoadModule mpm_worker_module modules/mod_mpm_worker.so;"
                        + "<IfModule mpm_event_module>;StartServers 4;</IfModule> | worker+fpm",
                "it has a block for one MPM | <IfModule mpm_prefork_module>;StartServers 4;</IfModule> | prefork+mod_php",
                "it has blocks for all | <IfModule mpm_prefork_module>;StartServers 4;MinSpareServers 4;</IfModule>;"
                        + "<IfModule mpm_event_module>;StartServers 3;</IfModule> | event+fpm",
                "it has settings of prefork alone | StartServers 5;MinSpareServers 5;MaxSpareServers 10 | prefork+mod_php",
                "it has settings of both threaded ones | ThreadsPerChild 25;MaxRequestWorkers 400 | event+fpm",
                "it says nothing of an MPM | KeepAlive Off | event+fpm",
            })
    void theStackIsTheOneThatTheTextIsFor(String why, String text, String stack) {
        CurrentSettings found = readForOne(text.replace(';', '\n'), "event+fpm", "worker+fpm", "prefork+mod_php");
        assertThat(found.stack().name()).as(why).isEqualTo(stack);
    }

    @Test
    void settingsOfAnMpmThatWasNotMeasuredAreRefused() {
        InvalidConfiguration refused = catchThrowableOfType(
                InvalidConfiguration.class,
                () -> readForOne("# own\n<IfModule mpm_worker_module>\nStartServers 4\n</IfModule>\n", "event+fpm"));
        assertThat(refused)
                .hasMessageContaining("own.conf:2:1: these settings are for worker, of which nothing was measured")
                .hasMessageContaining("event+fpm");
    }

    @ParameterizedTest
    @CsvSource({"500ms, 1", "3000ms, 3", "2min, 120", "1h, 3600", "15s, 15"})
    void timesMayHaveAUnit(String written, String seconds) {
        CurrentSettings found = read("event+fpm", "KeepAliveTimeout " + written + "\n");
        assertThat(found.settings()).isEqualTo(Settings.of(Map.of("KeepAliveTimeout", Integer.valueOf(seconds))));
        assertThat(found.ignored()).hasSize(written.equals("500ms") ? 1 : 0);
    }

    @Test
    void negatedAndNestedSections() {
        String text = """
                <IfModule !mpm_prefork_module>
                  <IfModule mod_http2.c>
                    H2MaxWorkers 64
                  </IfModule>
                  ListenBacklog 1024
                </IfModule>
                """;
        assertThat(read("event+fpm", text).settings())
                .isEqualTo(Settings.of(Map.of("H2MaxWorkers", 64, "ListenBacklog", 1024)));
        assertThat(read("prefork+mod_php", text).settings()).isEqualTo(Settings.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KeepAliveTimeout soon | own.conf:1:1: KeepAliveTimeout must be a whole number of seconds, not 'soon'",
                "MaxRequestWorkers | own.conf:1:1: MaxRequestWorkers has no value",
                "<IfModule mpm_event_module> | own.conf:1:1: <IfModule> is never closed",
                "</IfModule> | own.conf:1:1: '</IfModule>' closes nothing",
                "<IfModule x | has no '>' at its end",
            })
    void mistakesNameTheirLine(String text, String message) {
        InvalidConfiguration wrong = catchThrowableOfType(InvalidConfiguration.class, () -> read("event+fpm", text));
        assertThat(wrong).hasMessageContaining(message);
    }

    @Property(tries = 500)
    void anyLinesAreReadOrRefused(@ForAll("lines") String text) {
        try {
            assertThat(read("event+fpm", text)).isNotNull();
        } catch (InvalidConfiguration wrong) {
            assertThat(wrong.problems())
                    .allSatisfy(problem -> assertThat(problem.line()).isPositive());
        }
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of((HTTPD + POOL + "<\n</\n[\n=\n<>\n\\\n<IfModule>\n").split("\n"))
                .list()
                .ofMaxSize(30)
                .map(lines -> String.join("\n", lines));
    }
}
