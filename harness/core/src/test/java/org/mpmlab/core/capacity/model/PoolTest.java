package org.mpmlab.core.capacity.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.Settings;

class PoolTest {
    private static Pool pool(String stack, Map<String, ?> own) {
        Composition parts = Composition.parse(stack);
        return Pool.of(parts, Defaults.effective(parts, Defaults.inProduction(parts, Settings.of(own))));
    }

    /** httpd's defaults: ServerLimit 16 (prefork 256), ThreadLimit 64, ThreadsPerChild 25. */
    @Test
    void whatHttpdCorrectsCountsAsItCorrectsIt() {
        assertThat(pool("event+fpm", Map.of("MaxRequestWorkers", 1000)))
                .extracting(Pool::processes, Pool::workers)
                .containsExactly(16, 400);
        assertThat(pool("event+fpm", Map.of("ThreadsPerChild", 128, "MaxRequestWorkers", 512)))
                .extracting(Pool::processes, Pool::threadsPerChild, Pool::workers)
                .containsExactly(8, 64, 512);
        assertThat(pool("worker+fpm", Map.of("MaxRequestWorkers", 70)).workers())
                .as("a multiple of 25")
                .isEqualTo(50);
        assertThat(pool("worker+fpm", Map.of("MaxRequestWorkers", 10)).workers())
                .as("ThreadsPerChild at least")
                .isEqualTo(25);
        assertThat(pool("prefork+mod_php", Map.of("MaxRequestWorkers", 400)).workers())
                .isEqualTo(256);
    }

    @Test
    void modFcgidHasRoomForNoMoreThanItWasCompiledFor() {
        assertThat(pool(
                                "worker+fcgid",
                                Map.of(
                                        "ServerLimit", 80,
                                        "MaxRequestWorkers", 2000,
                                        "FcgidMaxProcesses", 3000,
                                        "FcgidMaxProcessesPerClass", 3000))
                        .phpProcesses())
                .isEqualTo(1024);
    }

    @Test
    void withKeepAliveOffNoConnectionIsHeld() {
        assertThat(pool("event+fpm", Map.of("KeepAlive", "Off")).connectionsBeside(0))
                .isZero();
        assertThat(pool("prefork+mod_php", Map.of("KeepAlive", "Off")).plannableBeside(0))
                .isZero();
        assertThat(pool("prefork+mod_php", Map.of()).connectionsBeside(0)).isEqualTo(256);
        assertThat(pool("prefork+mod_php+nginx", Map.of("KeepAlive", "Off")).connectionsBeside(0))
                .as("nginx keeps them")
                .isPositive();
    }
}
