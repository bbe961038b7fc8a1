package org.mpmlab.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mpmlab.core.verdict.Verdict.INCONCLUSIVE;
import static org.mpmlab.core.verdict.Verdict.INVALID;
import static org.mpmlab.core.verdict.Verdict.REFUTED;
import static org.mpmlab.core.verdict.Verdict.SUPPORTED;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class VerdictTest {
    @Example
    void theTableOfAnd() {
        Verdict[] all = {SUPPORTED, INCONCLUSIVE, INVALID, REFUTED};
        Verdict[][] table = {
            {SUPPORTED, INCONCLUSIVE, INVALID, REFUTED},
            {INCONCLUSIVE, INCONCLUSIVE, INVALID, REFUTED},
            {INVALID, INVALID, INVALID, REFUTED},
            {REFUTED, REFUTED, REFUTED, REFUTED},
        };
        for (int i = 0; i < all.length; i++) {
            for (int j = 0; j < all.length; j++) {
                assertThat(all[i].and(all[j])).as(all[i] + " and " + all[j]).isEqualTo(table[i][j]);
            }
        }
    }

    @Property
    void neitherOrderNorGroupingMatters(
            @ForAll @Size(min = 1, max = 6) List<Verdict> parts, @ForAll List<Verdict> more, @ForAll long seed) {
        List<Verdict> all = new ArrayList<>(parts);
        all.addAll(more);
        List<Verdict> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(seed));
        List<Verdict> grouped = new ArrayList<>(more);
        grouped.add(Verdict.allOf(parts));

        assertThat(Verdict.allOf(shuffled)).isEqualTo(Verdict.allOf(all));
        assertThat(Verdict.allOf(grouped)).isEqualTo(Verdict.allOf(all));
    }

    @Property
    void aWholeIsSupportedOnlyWhenEveryPartIsAndRefutedWhenAnyPartIs(
            @ForAll @Size(min = 1, max = 6) List<Verdict> parts) {
        Verdict whole = Verdict.allOf(parts);

        assertThat(whole == SUPPORTED).isEqualTo(parts.stream().allMatch(part -> part == SUPPORTED));
        assertThat(whole == REFUTED).isEqualTo(parts.contains(REFUTED));
        assertThat(parts).contains(whole);
    }

    @Property
    void whatIsLearntOfAPartNeverTurnsAWholeAround(@ForAll @Size(max = 5) List<Verdict> others) {
        List<Verdict> open = with(others, INCONCLUSIVE);

        if (Verdict.allOf(open) == REFUTED) {
            assertThat(Verdict.allOf(with(others, SUPPORTED))).isEqualTo(REFUTED);
        }
        assertThat(Verdict.allOf(open)).isNotEqualTo(SUPPORTED);
    }

    private static List<Verdict> with(List<Verdict> others, Verdict one) {
        List<Verdict> all = new ArrayList<>(others);
        all.add(one);
        return all;
    }

    @Property
    void denyingTwiceIsSayingIt(@ForAll Verdict verdict) {
        assertThat(verdict.negated().negated()).isEqualTo(verdict);
    }

    @Example
    void theOppositeOfWhatIsUnknownIsUnknown() {
        assertThat(SUPPORTED.negated()).isEqualTo(REFUTED);
        assertThat(INCONCLUSIVE.negated()).isEqualTo(INCONCLUSIVE);
        assertThat(INVALID.negated()).isEqualTo(INVALID);
    }

    @Example
    void aClaimWithoutPartsIsNone() {
        assertThatThrownBy(() -> Verdict.allOf(List.of())).hasMessageContaining("at least one part");
    }
}
