package org.mpmlab.lab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerLogTest {

    @Test
    void aStartThatNothingIsWrongWithSaysNothing() {
        assertThat(ServerLog.complaints("""
                        [Sat Nov 21 14:32:00.123456 2026] [mpm_event:notice] [pid 7:tid 7] AH00489: Apache/2.4.68 configured -- resuming normal operations
                        [Sat Nov 21 14:32:00.123457 2026] [core:notice] [pid 7:tid 7] AH00094: Command line: 'apache2 -f /etc/mpmlab/httpd.conf'
                        [21-Nov-2026 14:32:00] NOTICE: fpm is running, pid 6
                        mpmlab-start: started
                        """)).isEmpty();
    }

    @Test
    void correctionsAndSaturationAreSaidOnceWithoutTheirTimes() {
        assertThat(ServerLog.complaints("""
                        [Sat Nov 21 14:32:00.1 2026] [mpm_event:warn] [pid 7:tid 7] AH00513: MaxRequestWorkers of 100 is not an integer multiple of ThreadsPerChild of 64
                        AH00180: WARNING: MaxRequestWorkers of 500 exceeds ServerLimit value of 256
                        [Sat Nov 21 14:32:09.1 2026] [mpm_prefork:error] [pid 7] AH00161: server reached MaxRequestWorkers setting
                        [Sat Nov 21 14:32:10.1 2026] [mpm_prefork:error] [pid 7] AH00161: server reached MaxRequestWorkers setting
                        [21-Nov-2026 14:32:00] WARNING: [pool hello] server reached pm.max_children setting (5), consider raising it
                        2026/11/21 14:32:00 [warn] 9#9: 512 worker_connections exceed open file resource limit: 100
                        """))
                .containsExactly(
                        "AH00513: MaxRequestWorkers of 100 is not an integer multiple of ThreadsPerChild of 64",
                        "AH00180: WARNING: MaxRequestWorkers of 500 exceeds ServerLimit value of 256",
                        "AH00161: server reached MaxRequestWorkers setting",
                        "WARNING: [pool hello] server reached pm.max_children setting (5), consider raising it",
                        "nginx [warn] 512 worker_connections exceed open file resource limit: 100");
    }
}
