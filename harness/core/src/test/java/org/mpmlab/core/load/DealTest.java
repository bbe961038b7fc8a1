package org.mpmlab.core.load;

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
        Map<List<Integer>, Integer> successions = new HashMap<>();
        List<Integer> last = round(deal, 3);
        for (int i = 0; i < 240_000; i++) {
            List<Integer> order = round(deal, 3);
            seen.merge(order, 1, Integer::sum);
            List<Integer> both = new ArrayList<>(last);
            both.addAll(order);
            successions.merge(both, 1, Integer::sum);
            last = order;
        }
        // 40,000 each +- 5 standard deviations.
        assertThat(seen).hasSize(6).allSatisfy((order, count) -> assertThat(count)
                .isBetween(39_080, 40_920));
        // After each order, each as likely: 6,667.
        assertThat(successions).hasSize(36).allSatisfy((orders, count) -> assertThat(count)
                .isBetween(6_267, 7_067));
    }
}
