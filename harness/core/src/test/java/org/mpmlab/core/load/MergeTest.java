package org.mpmlab.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Results from several machines add up, in whatever order they come. */
class MergeTest {
    @Provide
    Arbitrary<Distribution> distributions() {
        return LoadValues.distributions();
    }

    @Provide
    Arbitrary<TargetResult> targetResults() {
        return LoadValues.targetResults("a");
    }

    @Provide
    Arbitrary<Generator> generators() {
        return LoadValues.generators();
    }

    @Provide
    Arbitrary<RoundTimes> rounds() {
        return LoadValues.rounds();
    }

    @Provide
    Arbitrary<LoadResult> results() {
        return LoadValues.results();
    }

    @Property(tries = 100)
    void distributionsAddUp(
            @ForAll("distributions") Distribution a,
            @ForAll("distributions") Distribution b,
            @ForAll("distributions") Distribution c) {
        assertThat(a.merge(b)).isEqualTo(b.merge(a));
        assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
        assertThat(a.merge(Distribution.EMPTY)).isEqualTo(a);
        assertThat(a.merge(b).count()).isEqualTo(a.count() + b.count());
        assertThat(a.merge(b).maxNanos()).isEqualTo(Math.max(a.maxNanos(), b.maxNanos()));
    }

    @Property(tries = 100)
    void targetResultsAddUp(
            @ForAll("targetResults") TargetResult a,
            @ForAll("targetResults") TargetResult b,
            @ForAll("targetResults") TargetResult c) {
        assertThat(a.merge(b)).isEqualTo(b.merge(a));
        assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
        assertThat(a.merge(b).counts().sent())
                .isEqualTo(a.counts().sent() + b.counts().sent());
        assertThat(a.merge(b).errors().get(ErrorKind.TIMEOUT))
                .isEqualTo(a.errors().get(ErrorKind.TIMEOUT) + b.errors().get(ErrorKind.TIMEOUT));
        assertThat(a.merge(b).samples()).hasSizeLessThanOrEqualTo(TargetResult.SAMPLES);
    }

    @Property(tries = 100)
    void ofGeneratorsCpuAddsUpAndTheWorstOfTheRestStands(
            @ForAll("generators") Generator a, @ForAll("generators") Generator b) {
        Generator both = a.merge(b);

        assertThat(both.cpu()).isEqualTo(a.cpu().plus(b.cpu()));
        assertThat(both.collections()).isEqualTo(a.collections() + b.collections());
        assertThat(both.longestPause())
                .isGreaterThanOrEqualTo(a.longestPause())
                .isGreaterThanOrEqualTo(b.longestPause());
        assertThat(both.steal().orElse(-1))
                .isEqualTo(Math.max(a.steal().orElse(-1), b.steal().orElse(-1)));
        assertThat(both.name()).contains(a.name()).contains(b.name());
    }

    @Property(tries = 100)
    void roundsFollowEachOther(@ForAll("rounds") RoundTimes a, @ForAll("rounds") RoundTimes b) {
        RoundTimes both = a.then(b);

        assertThat(both.rounds()).isEqualTo(a.rounds() + b.rounds());
        for (int round = 0; round < b.rounds(); round++) {
            assertThat(both.micros(a.rounds() + round, 1)).isEqualTo((Float) b.micros(round, 1));
        }
        assertThat(RoundTimes.NONE.then(a)).isEqualTo(a);
        assertThat(a.then(RoundTimes.NONE)).isEqualTo(a);
    }

    @Property(tries = 30)
    void resultsBeginAtTheFirstBeginningAndLastTheLongest(
            @ForAll("results") LoadResult a, @ForAll("results") LoadResult b) {
        LoadResult both = a.merge(b);

        assertThat(both.started()).isBeforeOrEqualTo(a.started()).isBeforeOrEqualTo(b.started());
        assertThat(both.elapsed()).isGreaterThanOrEqualTo(a.elapsed()).isGreaterThanOrEqualTo(b.elapsed());
        assertThat(both.target("b")).isEqualTo(a.target("b").merge(b.target("b")));
    }

    @Example
    void anUnknownFigureDoesNotHideAKnownOne() {
        Generator known = generator(OptionalDouble.of(0.1), OptionalDouble.of(2));
        Generator unknown = generator(OptionalDouble.empty(), OptionalDouble.empty());

        assertThat(unknown.merge(known)).isEqualTo(known);
        assertThat(known.merge(unknown)).isEqualTo(known);
    }

    private static Generator generator(OptionalDouble steal, OptionalDouble runQueue) {
        return new Generator(
                "n", 0, Duration.ZERO, 0, Duration.ZERO, Duration.ZERO, steal, runQueue, OptionalDouble.empty());
    }

    @Property(tries = 50)
    void idleConnectionsAddUpLevelByLevel(
            @ForAll("targetResults") TargetResult a, @ForAll("targetResults") TargetResult b) {
        IdleResult both = a.merge(b).idle();

        assertThat(both.held()).isEqualTo(a.idle().held() + b.idle().held());
        assertThat(both.starved()).isEqualTo(a.idle().starved() || b.idle().starved());
        assertThat(both.refused()).isEqualTo(a.idle().refused() + b.idle().refused());
        assertThat(both.wrong()).isEqualTo(a.idle().wrong() + b.idle().wrong());
        assertThat(both.opening().stream()
                        .mapToLong(level -> level.firstByte().count())
                        .sum())
                .isEqualTo(answered(a) + answered(b));
    }

    private static long answered(TargetResult result) {
        return result.idle().opening().stream()
                .mapToLong(level -> level.firstByte().count())
                .sum();
    }

    @Example
    void resultsOfDifferentTargetsDoNotMerge() {
        TargetResult a = LoadValues.targetResults("a").sample();
        TargetResult b = LoadValues.targetResults("b").sample();

        assertThatThrownBy(() -> a.merge(b)).hasMessageContaining("a and b");
    }
}
