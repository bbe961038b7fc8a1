package org.mpmlab.lab.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpmlab.core.run.Scoreboard;

class ServerStatusPageTest {
    private static final OptionalInt NONE = OptionalInt.empty();

    @Test
    void readsEventWithItsConnections() {
        assertThat(ServerStatusPage.parse(Recorded.text("status/event+fpm.keepalive.txt")))
                .isEqualTo(new Scoreboard(
                        Map.of('_', 13, 'W', 3),
                        OptionalInt.of(3),
                        OptionalInt.of(13),
                        OptionalInt.of(0),
                        OptionalInt.of(2),
                        OptionalInt.of(0),
                        OptionalInt.of(42),
                        OptionalInt.of(0),
                        OptionalInt.of(30),
                        OptionalInt.of(10),
                        OptionalInt.of(0)));
    }

    @Test
    void readsChildrenThatFinishGracefully() {
        Scoreboard scoreboard = ServerStatusPage.parse(Recorded.text("status/event+fcgid.graceful.txt"));

        assertThat(scoreboard.count('G')).isEqualTo(3);
        assertThat(scoreboard.stopping()).hasValue(2);
        assertThat(scoreboard.processes()).hasValue(4);
        assertThat(scoreboard.letters()).doesNotContainKey('.');
    }

    @Test
    void readsWorkerWhichHasNoConnectionCounters() {
        assertThat(ServerStatusPage.parse(Recorded.text("status/worker+cgi.txt")))
                .isEqualTo(new Scoreboard(
                        Map.of('K', 3, '_', 9, 'W', 4),
                        OptionalInt.of(7),
                        OptionalInt.of(9),
                        OptionalInt.of(0),
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prefork+mod_php",
                "itk+mod_php",
                "prefork+cgi",
                "prefork+fcgid",
                "worker+cgi",
                "event+cgi",
                "event+fcgid",
                "event+fpm"
            })
    void busyAndIdleWorkersAreTheLettersOfEveryMpm(String stack) {
        Scoreboard scoreboard = ServerStatusPage.parse(Recorded.text("status/" + stack + ".txt"));

        assertThat(scoreboard.idleWorkers()).hasValue(scoreboard.count('_'));
        assertThat(scoreboard.busyWorkers())
                .hasValue(scoreboard.letters().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum()
                        - scoreboard.count('_'));
    }

    @Test
    void readsAnOldServersNames() {
        Scoreboard scoreboard =
                ServerStatusPage.parse("Total Accesses: 7\nBusyServers: 2\nIdleServers: 5\nScoreboard: WW_____....\n");

        assertThat(scoreboard.busyWorkers()).hasValue(2);
        assertThat(scoreboard.idleWorkers()).hasValue(5);
        assertThat(scoreboard.gracefulWorkers()).isEmpty();
    }

    @Property
    void everySlotIsALetterOrOpen(
            @ForAll @Chars({'_', 'S', 'R', 'W', 'K', 'D', 'C', 'L', 'G', 'I', '.'}) String slots) {
        Scoreboard scoreboard = ServerStatusPage.parse("BusyWorkers: 1\nScoreboard: " + slots + "\n");
        long open = slots.chars().filter(letter -> letter == '.').count();

        assertThat(scoreboard.letters().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo((int) (slots.length() - open));
        scoreboard.letters().forEach((letter, count) -> assertThat(count)
                .isEqualTo((int) slots.chars().filter(slot -> slot == letter).count()));
    }

    @Property
    void aFieldThatIsNoNumberIsEmptyAndHurtsNoOther(@ForAll @CharRange(from = ' ', to = '/') String nonsense) {
        Scoreboard scoreboard =
                ServerStatusPage.parse("BusyWorkers: " + nonsense + "\nIdleWorkers: 3\nScoreboard: _\n");

        assertThat(scoreboard.busyWorkers()).isEmpty();
        assertThat(scoreboard.idleWorkers()).hasValue(3);
    }

    @Test
    void refusesThePageForPeople() {
        assertThatThrownBy(() -> ServerStatusPage.parse("<html><h1>Apache Server Status</h1></html>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("?auto");
    }
}
