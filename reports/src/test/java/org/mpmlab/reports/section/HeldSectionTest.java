package org.mpmlab.reports.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.load.IdleResult;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.reports.Runs;
import org.mpmlab.reports.figure.Figures;
import org.mpmlab.reports.page.Block;
import org.mpmlab.reports.page.Section;

class HeldSectionTest {
    private static final Stack EVENT = Runs.stack("event+fpm");

    @Test
    void aStackThatHeldNoneAtAnAddressHasItsPicture() {
        Section section = of(Runs.holding(Runs.atAddress(), idle(0, true, 4, 0)));

        assertThat(section.meaning()).isEqualTo("New requests starved on production at 0 idle connections.");
        assertThat(section.blocks()).hasAtLeastOneElementOfType(Block.Pictures.class);
    }

    @Test
    void connectionsThatWereRefusedAreNotSaidToHaveBeenHeld() {
        Section section = of(Runs.holding(EVENT, idle(35, false, 5, 0)));

        assertThat(section.meaning())
                .isEqualTo("Fewer idle connections stood than were asked for on event+fpm (35 of 40: 5 were refused). "
                        + "Where new requests starve was not reached.");
        assertThat(then(section)).isEqualTo("35 of 40: 5 were refused");
        assertThat(then(of(Runs.holding(EVENT, idle(39, false, 1, 0))))).isEqualTo("39 of 40: 1 was refused");
    }

    @Test
    void ofSeveralBlocksTheOneThatFellShortestIsTold() {
        assertThat(then(of(Runs.holding(
                        EVENT,
                        idle(40, false, 0, 0),
                        idle(38, false, 2, 1),
                        idle(35, false, 5, 0),
                        idle(40, false, 0, 0)))))
                .isEqualTo("fewer in 2 of 4 blocks, at the least 35 of 40: 5 were refused; "
                        + "the server closed up to 1 before the load was over");
    }

    @Test
    void whatTheServerClosedIsSaidWhateverElseCameOfIt() {
        assertThat(then(of(Runs.holding(EVENT, idle(40, false, 0, 3)))))
                .isEqualTo("all were held; the server closed 3 before the load was over");
        assertThat(then(of(Runs.holding(EVENT, idle(37, false, 0, 3)))))
                .isEqualTo("37 of 40; the server closed 3 before the load was over");
        assertThat(then(of(Runs.holding(EVENT, idle(20, true, 4, 2)))))
                .isEqualTo("new requests starved; the server closed 2 before the load was over");
    }

    @Test
    void oneThatFellShortIsNamedBesideOneThatStarved() {
        Run run = Runs.changed(
                Runs.starving(),
                cell -> cell.stack().equals("event+fpm") ? Runs.held(cell, idle(35, false, 5, 0)) : cell);

        assertThat(of(run).meaning())
                .startsWith("New requests starved on prefork+mod_php at 1,190 idle connections (")
                .endsWith("). Fewer idle connections stood than were asked for on event+fpm "
                        + "(35 of 40: 5 were refused).");
    }

    private static Section of(Run run) {
        return HeldSection.of(Figures.of(run)).orElseThrow();
    }

    private static String then(Section section) {
        Block.Table table = section.blocks().stream()
                .filter(Block.Table.class::isInstance)
                .map(Block.Table.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(table.columns().get(4).title()).isEqualTo("Then");
        return table.rows().get(0).cells().get(4);
    }

    private static IdleResult idle(int held, boolean starved, int refused, int closed) {
        return new IdleResult(40, held, starved, refused, closed, held - closed, 0, List.of(), List.of());
    }
}
