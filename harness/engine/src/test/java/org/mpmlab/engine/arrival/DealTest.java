package org.mpmlab.engine.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DealTest {
    private static List<Integer> round(Deal deal, int targets) {
        List<Integer> round = new ArrayList<>();
        for (int i = 0; i < targets; i++) {
            round.add(deal.next());
        }
        return round;
    }

    @Property(tries = 100)
    void everyRoundHasEachTargetOnceAndTheSeedDecidesTheOrder(
            @ForAll @IntRange(min = 1, max = 14) int targets, @ForAll long seed) {
        Deal deal = new Deal(targets, seed);
        Deal again = new Deal(targets, seed);
        for (int i = 0; i < 20; i++) {
            List<Integer> round = round(deal, targets);
            assertThat(round).doesNotHaveDuplicates().allMatch(target -> target >= 0 && target < targets);
            assertThat(round(again, targets)).isEqualTo(round);
        }
    }

    @Example
    void allOrdersAreEquallyLikely() {
        Deal deal = new Deal(3, 5);
        Map<List<Integer>, Integer> seen = new HashMap<>();
        for (int i = 0; i < 60_000; i++) {
            seen.merge(round(deal, 3), 1, Integer::sum);
        }
        // 10,000 each +- 5 standard deviations.
        assertThat(seen).hasSize(6).allSatisfy((order, count) -> assertThat(count)
                .isBetween(9_540, 10_460));
    }
}
