package org.mpmlab.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A question keeps the verdict of the look that first gave one, whatever is measured after it. */
class FirstVerdictTest {
    private static final Question EQUAL = Question.compare(
            "a", "b", "hello", "ttfb", Measure.of(Measure.Kind.TTFB, 50), new Expectation.EquivalentWithin(0.05));

    private static Finding finding(List<Double> effects, int... voided) {
        List<Finding.BlockEffect> blocks = new ArrayList<>();
        for (int i = 0; i < effects.size(); i++) {
            blocks.add(new Finding.BlockEffect(i + 1, effects.get(i)));
        }
        List<Finding.Voided> left = new ArrayList<>();
        for (int block : voided) {
            left.add(new Finding.Voided(block, List.of("b: disturbed")));
        }
        return new Finding(EQUAL, blocks, left);
    }

    private static Judgement judge(Finding finding) {
        return FirstVerdict.judge(Judge.STANDARD, finding, Optional.empty(), Duration.ofSeconds(10));
    }

    private static List<Double> effects(int blocks, double first, double later) {
        List<Double> effects = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            effects.add((i < 8 ? first : later) + (i % 2 == 0 ? 0.001 : -0.001));
        }
        return effects;
    }

    @Test
    void aSingleFailedRequestRefutesWheneverItComes() {
        Question none =
                Question.limit("a", "hello", "busy", Measure.of(Measure.Kind.ERRORS), new Expectation.AtMost(0));
        List<Finding.BlockEffect> blocks = new ArrayList<>();
        for (int block = 1; block <= 9; block++) {
            blocks.add(new Finding.BlockEffect(block, block == 9 ? 0.001 : 0));
        }
        assertThat(judge(new Finding(none, blocks.subList(0, 8), List.of())).verdict())
                .isEqualTo(Verdict.SUPPORTED);
        assertThat(judge(new Finding(none, blocks, List.of())).verdict()).isEqualTo(Verdict.REFUTED);
    }

    @Test
    void laterBlocksDoNotMoveIt() {
        Judgement first = judge(finding(effects(8, 0, 0)));
        assertThat(first.verdict()).isEqualTo(Verdict.SUPPORTED);
        Judgement later = judge(finding(effects(30, 0, 0.2)));
        assertThat(later.verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(later.judged()).isEqualTo(8);
        assertThat(later.estimate()).isEqualTo(first.estimate());
        // All of them together would have come to something else.
        assertThat(Judge.STANDARD
                        .judge(finding(effects(30, 0, 0.2)), Optional.empty(), Duration.ZERO)
                        .verdict())
                .isNotEqualTo(Verdict.SUPPORTED);
    }

    @Test
    void blocksThatDidNotCountLaterAreNotHeldAgainstIt() {
        int[] voided = {40, 41, 42, 43, 44, 45, 46, 47, 48, 49};
        assertThat(judge(finding(effects(8, 0, 0), voided)).verdict()).isEqualTo(Verdict.SUPPORTED);
    }

    @Test
    void withoutAVerdictItIsThatOfAllThereIs() {
        Judgement open = judge(finding(effects(10, 0.0488, 0.0488)));
        assertThat(open.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(open.judged()).isEqualTo(8);
        assertThat(open.counted()).isEqualTo(10);
        assertThat(FirstVerdict.settled(Judge.STANDARD, open)).isFalse();
    }

    @Test
    void itIsSettledByAVerdictByTheLastLookOrByTooMuchThatDoesNotCount() {
        assertThat(FirstVerdict.settled(Judge.STANDARD, judge(finding(effects(8, 0, 0)))))
                .isTrue();
        assertThat(FirstVerdict.settled(Judge.STANDARD, judge(finding(effects(30, 0.0488, 0.0488)))))
                .isTrue();
        assertThat(FirstVerdict.settled(Judge.STANDARD, judge(finding(effects(2, 0, 0), 3, 4, 5))))
                .isFalse();
        assertThat(FirstVerdict.settled(Judge.STANDARD, judge(finding(effects(2, 0, 0), 3, 4, 5, 6, 7, 8))))
                .isTrue();
    }

    /** Judging a longer run again gives what judging it at its verdict gave. */
    @Property(tries = 300)
    void judgedAgainWithMoreItIsTheSame(
            @ForAll @DoubleRange(min = -0.1, max = 0.1) @Scale(3) double centre,
            @ForAll @Size(30) List<@DoubleRange(min = -0.05, max = 0.05) @Scale(4) Double> noise) {
        List<Double> effects = noise.stream().map(each -> centre + each).toList();
        Optional<Judgement> first = Optional.empty();
        for (int blocks = 1; blocks <= effects.size(); blocks++) {
            Judgement now = judge(finding(effects.subList(0, blocks)));
            if (first.isPresent()) {
                assertThat(now.verdict()).isEqualTo(first.get().verdict());
                assertThat(now.estimate()).isEqualTo(first.get().estimate());
            } else if (now.verdict() == Verdict.SUPPORTED || now.verdict() == Verdict.REFUTED) {
                first = Optional.of(now);
                assertThat(Judge.STANDARD.looks().blocks()).contains(blocks);
            }
        }
    }
}
