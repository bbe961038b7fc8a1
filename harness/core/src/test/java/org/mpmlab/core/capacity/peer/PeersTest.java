package org.mpmlab.core.capacity.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpmlab.core.capacity.model.Pool;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.SettingRules;
import org.mpmlab.core.stack.Settings;

class PeersTest {
    private static final long MIB = 1L << 20;

    static Stream<Composition> stacks() {
        return Compatibility.valid().stream();
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void noPeersSettingsWouldBeCorrected(Composition stack) {
        assertThat(Peers.of(stack))
                .allSatisfy(peer -> assertThat(SettingRules.check(stack, Defaults.effective(stack, peer.settings())))
                        .as(peer.name())
                        .isEmpty());
    }

    private static Settings settings(String stack, String peer) {
        Composition parts = Composition.parse(stack);
        return Defaults.effective(
                parts,
                Peers.of(parts).stream()
                        .filter(one -> one.name().equals(peer))
                        .findFirst()
                        .orElseThrow()
                        .settings());
    }

    @Test
    void thePeersOfEvent() {
        Composition event = Composition.parse("event+fpm");
        assertThat(Peers.of(event))
                .extracting(Peer::name)
                .containsExactly("httpd", "debian", "plesk", "cpanel", "published-16x64");
        assertThat(Pool.of(event, settings("event+fpm", "httpd"))).isEqualTo(new Pool(16, 25, 400, 16, 2, 5, 0, true));
        assertThat(Pool.of(event, settings("event+fpm", "debian"))).isEqualTo(new Pool(6, 25, 150, 16, 2, 5, 0, true));
        assertThat(Pool.of(event, settings("event+fpm", "cpanel"))).isEqualTo(new Pool(6, 25, 150, 256, 2, 5, 0, true));
        assertThat(Pool.of(event, settings("event+fpm", "published-16x64")))
                .isEqualTo(new Pool(16, 64, 1024, 16, 2, 5, 0, true));
    }

    @Test
    void thePeersOfPrefork() {
        assertThat(settings("prefork+mod_php", "httpd").number(Setting.MAX_REQUEST_WORKERS))
                .hasValue(256);
        assertThat(settings("prefork+mod_php", "debian").number(Setting.MAX_REQUEST_WORKERS))
                .hasValue(150);
        assertThat(settings("prefork+mod_php", "cpanel").number(Setting.MAX_CONNECTIONS_PER_CHILD))
                .hasValue(10_000);
        assertThat(settings("prefork+mod_php", "cpanel").number(Setting.KEEP_ALIVE_TIMEOUT))
                .hasValue(5);
    }

    @Test
    void whatWasNotVerifiedSaysSo() {
        assertThat(Peers.of(Composition.parse("event+fpm")))
                .filteredOn(peer -> peer.note().contains("not verified"))
                .extracting(Peer::name)
                .containsExactly("cpanel");
    }

    @Test
    void nginxByItselfHasNoPeers() {
        assertThat(Peers.of(Composition.nginx())).isEqualTo(List.of());
    }

    @Test
    void apache2buddyDividesWhatIsLeftByTheLargestProcess() {
        Composition prefork = Composition.parse("prefork+mod_php");
        Peer peer = Peers.apache2buddy(prefork, 2048 * MIB, 548 * MIB, 20 * MIB).orElseThrow();
        assertThat(peer.settings().number(Setting.MAX_REQUEST_WORKERS)).hasValue(75);
        assertThat(peer.note()).isEmpty();
        assertThat(SettingRules.check(prefork, Defaults.effective(prefork, peer.settings())))
                .isEmpty();
    }

    @Test
    void itsRuleKnowsNothingOfServerLimitAndOfOtherMpms() {
        Composition prefork = Composition.parse("prefork+mod_php");
        Peer many = Peers.apache2buddy(prefork, 8192 * MIB, 0, 10 * MIB).orElseThrow();
        assertThat(many.settings().number(Setting.MAX_REQUEST_WORKERS)).hasValue(256);
        assertThat(many.note()).contains("It says 819").contains("AH00180");
        Peer few = Peers.apache2buddy(prefork, 64 * MIB, 0, 40 * MIB).orElseThrow();
        assertThat(SettingRules.check(prefork, Defaults.effective(prefork, few.settings())))
                .isEmpty();
        assertThat(Peers.apache2buddy(Composition.parse("itk+mod_php"), MIB, 0, 1))
                .isEmpty();
        assertThat(Peers.apache2buddy(Composition.parse("event+fpm"), MIB, 0, 1))
                .isEmpty();
    }
}
