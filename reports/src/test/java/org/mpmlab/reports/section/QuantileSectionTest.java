package org.mpmlab.reports.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.load.Idle;
import org.mpmlab.core.load.Journey;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.reports.Runs;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Section;

class QuantileSectionTest {

    @Test
    void ofLoadsThatDifferInTheirConnectionsAloneTheMiddleIsLeftOut() {
        List<String> drawn = drawn(
                closed("busy-c4", Connections.kept(4)),
                closed("busy-c16", Connections.kept(16)),
                closed("own-c32", Connections.kept(32)),
                closed("busy-c48", Connections.kept(48)));

        assertThat(drawn).containsExactly("busy-c4", "busy-c48");
    }

    @Test
    void ofLoadsThatDifferInTheirStreamsAloneTheMiddleIsLeftOut() {
        Connections four = Connections.kept(4);

        assertThat(drawn(
                        closed("busy-c4x1", four),
                        closed("busy-c4x4", four.withStreams(4)),
                        closed("busy-c4x12", four.withStreams(12))))
                .containsExactly("busy-c4x1", "busy-c4x12");
    }

    static Stream<List<LoadShape>> unlike() {
        Connections kept = Connections.kept(16);
        return Stream.of(
                Stream.of(50, 100, 200)
                        .map(rate -> Runs.load("rate-" + rate, Protocol.H1, Arrival.Open.at(rate), kept))
                        .toList(),
                Stream.of(0, 500, 1000)
                        .map(idle -> Runs.with(closed("idle-" + idle, kept), Idle.of(idle)))
                        .toList(),
                Arrays.stream(Journey.Kind.values())
                        .map(QuantileSectionTest::visiting)
                        .toList(),
                Stream.of(0L, 10L, 100L)
                        .map(requests -> closed(
                                "kept-for-" + requests, new Connections(16, 1, requests, Connections.Policy.SHARED)))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("unlike")
    void loadsThatDifferInAnythingElseAreAllDrawn(List<LoadShape> loads) {
        assertThat(drawn(loads.toArray(LoadShape[]::new)))
                .containsExactlyElementsOf(loads.stream().map(LoadShape::name).toList());
    }

    private static LoadShape closed(String name, Connections connections) {
        return Runs.load(name, Protocol.H1, new Arrival.Closed(), connections);
    }

    private static LoadShape visiting(Journey.Kind kind) {
        return new LoadShape(
                "visit-" + kind.word(),
                GeneratorKind.GATLING,
                Protocol.H1,
                new Arrival.Closed(),
                Connections.kept(8),
                Idle.NONE,
                Optional.empty(),
                Optional.of(new Journey(kind, 3, Duration.ofSeconds(1), List.of())),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Set.of(),
                Set.of());
    }

    /** The loads whose reused connections have a heading. */
    private static List<String> drawn(LoadShape... loads) {
        Section section = QuantileSection.of(Figures.of(Runs.ofLoads(loads)));
        return section.blocks().stream()
                .filter(Block.Heading.class::isInstance)
                .map(heading -> ((Block.Heading) heading).text().replaceAll("^hello, | \\(.*", ""))
                .toList();
    }
}
