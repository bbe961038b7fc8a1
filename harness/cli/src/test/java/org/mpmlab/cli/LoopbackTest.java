package org.mpmlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are this machine's own. */
class LoopbackTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.255.3.4", "[::1]", "::1", "[0:0:0:0:0:0:0:1]"})
    void theseAreHere(String host) {
        assertThat(Loopback.is(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.example.org", "127.0.0.1.example.org", "127.0.0.256", "128.0.0.1", "[::2]", "localhost.org"
            })
    void theseAreNot(String host) {
        assertThat(Loopback.is(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://192.0.2.1:2375", "ssh://me@engine.example", "tcp://engine.example:2376"})
    void anEngineThere(String dockerHost) {
        assertThat(Loopback.otherMachine(dockerHost)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "unix:///var/run/docker.sock", "tcp://127.0.0.1:2375", "ssh://localhost", "tcp://[::1]:1"})
    void anEngineHere(String dockerHost) {
        assertThat(Loopback.otherMachine(dockerHost)).isEmpty();
    }
}
