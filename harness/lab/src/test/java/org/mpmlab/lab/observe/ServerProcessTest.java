package org.mpmlab.lab.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServerProcessTest {
    private static final String NUMBERS =
            " 7 7 0 -1 4194624 220 0 0 0 0 0 0 0 20 0 10 0 174019 761335808 1040 18446744073709551615 1 1 1 0 0 0 1073457671 16781312 134235883 0 0 0 17 1 0";

    @Test
    void readsAThreadedChildOfHttpd() {
        assertThat(Recorded.processes("worker+cgi"))
                .filteredOn(process -> process.pid() == 19264)
                .singleElement()
                .isEqualTo(new ServerProcess(
                        19264,
                        12603,
                        "apache2",
                        "apache2 -f /etc/mpmlab/httpd.conf -DFOREGROUND",
                        'S',
                        10,
                        0x1001000,
                        0x80046eb));
    }

    @Test
    void aNameMayHoldBlanksAndParentheses() {
        ServerProcess process = ServerProcess.parse("42 (a) (b c) S 7" + NUMBERS, "a\0--b\0");

        assertThat(process.comm()).isEqualTo("a) (b c");
        assertThat(process.ppid()).isEqualTo(7);
        assertThat(process.threads()).isEqualTo(10);
        assertThat(process.commandLine()).isEqualTo("a --b");
    }

    @Test
    void knowsAProcessThatEnded() {
        assertThat(ServerProcess.parse("42 (apache2) Z 7" + NUMBERS, "").ended())
                .isTrue();
        assertThat(ServerProcess.parse("42 (apache2) S 7" + NUMBERS, "").ended())
                .isFalse();
    }

    @Test
    void refusesWhatIsNoStat() {
        assertThatThrownBy(() -> ServerProcess.parse("", "")).hasMessageContaining("/proc/PID/stat");
        assertThatThrownBy(() -> ServerProcess.parse("42 (sh) S 7 7", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too few fields");
    }
}
