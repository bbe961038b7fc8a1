package org.mpmlab.lab.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.mpmlab.core.run.FpmStatus;

class FpmStatusPageTest {
    @Test
    void readsADynamicPool() {
        assertThat(FpmStatusPage.parse(Recorded.text("status/event+fpm.fpm-status.json")))
                .isEqualTo(new FpmStatus("site1", 4, 0, 4, 0, 0, 0, 10));
    }

    @Test
    void readsAStaticPool() {
        assertThat(FpmStatusPage.parse(Recorded.text("status/nginx+fpm.fpm2-status.json")))
                .isEqualTo(new FpmStatus("site2", 1, 1, 2, 0, 0, 0, 1));
    }

    @Test
    void numbersMayBeStringsAndMayBeMissing() {
        assertThat(FpmStatusPage.parse("{\"pool\":\"www\",\"accepted conn\":\"5000000000\",\"listen queue\":\"7\","
                        + "\"max listen queue\":9,\"active processes\":\"3\",\"max children reached\":\"2\"}"))
                .isEqualTo(new FpmStatus("www", 3, 0, 0, 7, 9, 2, 5_000_000_000L));
    }

    @Test
    void refusesAnythingElse() {
        assertThatThrownBy(() -> FpmStatusPage.parse("pool:  www\naccepted conn: 1\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("?json");
        assertThatThrownBy(() -> FpmStatusPage.parse("{\"error\":\"no\"}")).hasMessageContaining("names no pool");
    }
}
