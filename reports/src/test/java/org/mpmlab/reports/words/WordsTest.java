package org.mpmlab.reports.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.load.Idle;
import org.mpmlab.core.load.Journey;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.reports.Runs;
import org.mpmlab.reports.figure.Figures;

class WordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "0.01234|0.012",
                "0.99949|0.999",
                "0.9996|1.00",
                "9.994|9.99",
                "9.996|10.0",
                "99.96|100",
                "1234.4|1,234"
            })
    void numbersHaveThreeDigitsThatMatter(double value, String printed) {
        assertThat(Words.number(value)).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource({"0,0 %", "0.012,1.2 %", "0.3,30 %", "1,100 %", "0.0001,under 0.1 %"})
    void sharesArePercentages(double share, String printed) {
        assertThat(Words.percent(share)).isEqualTo(printed);
    }

    /** A limit in per cent beside it: no share prints as equal to a limit that it exceeds, or as within it. */
    @ParameterizedTest
    @CsvSource({
        "0,0.1,0 %",
        "0.1067,0.1,0.107 %",
        "0.10003,0.1,0.10003 %",
        "0.12344,0.1234,0.12344 %",
        "0.12336,0.1234,0.123 %",
        "0.1,0.1,0.1 %",
        "0.04,0.04,0.04 %",
        "0.123456,0.123456,0.123456 %",
        "0.00012345,0.1,0.000123 %",
        "33.333,0,33.3 %",
        "100,0,100 %"
    })
    void sharesOfErrorsHaveTheDigitsThatTellThemFromTheirLimit(double percent, double limit, String printed) {
        assertThat(Words.errors(percent / 100, limit / 100)).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource({"0.1,0.1 %", "0.04,0.04 %", "0.07,0.07 %", "0,0 %", "1.2345,1.2345 %"})
    void limitsOfErrorsHaveAllTheirDigits(double percent, String printed) {
        assertThat(Words.errors(percent / 100)).isEqualTo(printed);
    }

    @Test
    void connectionsAreCountedWhereNewRequestsStarved() {
        Stack stack = Runs.stack("worker+fpm");
        assertThat(starvation(Runs.holding(stack, Runs.starvedAt(64)))).hasValue("starved at 64");
        assertThat(starvation(Runs.holding(stack, Runs.starvedAt(1_190), Runs.starvedAt(62))))
                .hasValue("starved at 62 to 1,190");
    }

    private static Optional<String> starvation(Run run) {
        return Words.starvation(Figures.of(run).cells());
    }

    @ParameterizedTest
    @CsvSource({"1.001,within 0.5 % of", "1.04,4 % above", "0.9,10 % below", "3,3.00x"})
    void howOneFigureStandsToAnother(double ratio, String said) {
        assertThat(Words.against(ratio)).isEqualTo(said);
    }

    @Test
    void listsAreEnglish() {
        assertThat(Words.list(List.of("a"))).isEqualTo("a");
        assertThat(Words.list(List.of("a", "b"))).isEqualTo("a and b");
        assertThat(Words.list(List.of("a", "b", "c", "d"), 2)).isEqualTo("a, b and 2 more");
        assertThat(Words.count(1, "block", "blocks")).isEqualTo("1 block");
        assertThat(Words.duration(Duration.ofSeconds(3725))).isEqualTo("62 min 5 s");
    }

    @Test
    void loadsOfGatlingsAreToldAsVisitors() {
        LoadShape load = new LoadShape(
                "browsing-h1-c8",
                GeneratorKind.GATLING,
                Protocol.H1,
                new Arrival.Closed(),
                Connections.kept(8),
                Idle.NONE,
                Optional.empty(),
                Optional.of(new Journey(Journey.Kind.BROWSING, 3, Duration.ofSeconds(1), List.of())),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Set.of(),
                Set.of());
        assertThat(Words.shape(load)).isEqualTo("h1, Gatling, journey browsing, 8 visitors");
        assertThat(Words.shape(load.withArrival(Arrival.Open.at(5))))
                .isEqualTo("h1, Gatling, journey browsing, visitors at a rate");
    }

    @Test
    void shortNamesKeepBothEnds() {
        assertThat(Words.shorten("prefork+mod_php-tuned-for-us", 12))
                .isEqualTo("prefor…or-us")
                .hasSize(12);
        assertThat(Words.shorten("👩‍🚀🚀🚀🚀🚀🚀", 4))
                .matches(text -> !Clean.line(text).contains("\ufffd"));
    }

    @Test
    void aCommandLineCanBePastedIntoAShell() {
        assertThat(Command.line(List.of("run", "a b'c", "--only", "mpm=event,php=fpm", "$(x)")))
                .isEqualTo("./mpmlab run 'a b'\\''c' --only mpm=event,php=fpm '$(x)'");
        assertThat(Command.line(List.of("./mpmlab", "run"))).isEqualTo("./mpmlab run");
        assertThat(Command.line(List.of("mpmlab", "run")))
                .as("as it is called beside the README")
                .isEqualTo("./mpmlab run");
    }

    @Test
    void cleanTextLeavesAMarkWhereSomethingWas() {
        assertThat(Clean.line("a\n\tb\u001b[31m\u0000\u202e\ud800c")).isEqualTo("a  b\ufffd[31m\ufffd\ufffd\ufffdc");
        assertThat(Clean.text("a\nb\u0007")).isEqualTo("a\nb\ufffd");
        assertThat(Clean.line("漢字 👩‍🚀 é")).isEqualTo("漢字 👩‍🚀 é");
    }
}
