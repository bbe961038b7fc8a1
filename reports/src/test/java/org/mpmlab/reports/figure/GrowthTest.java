package org.mpmlab.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.capacity.model.Estimated;
import org.mpmlab.core.capacity.model.Line;
import org.mpmlab.core.capacity.model.MemoryCosts;
import org.mpmlab.core.capacity.profile.ProfileReader;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Run;
import org.mpmlab.reports.Samples;

class GrowthTest {
    private static final List<Growth> STORED = Growth.of(Figures.of(Samples.CAPACITY.run()));

    @Test
    void theBandIsTheIntervalOfTheMean() {
        Fit fit = Fit.through(
                        List.of(new Line.Point(1, 2), new Line.Point(2, 4), new Line.Point(3, 5), new Line.Point(4, 8)))
                .orElseThrow();
        // By hand: slope 1.9, s = sqrt(0.7 / 2), Sxx = 5, t(0.975, 2) = 4.30265.
        assertThat(fit.slope().value()).isCloseTo(1.9, within(1e-9));
        assertThat(fit.at(2.5)).isCloseTo(4.75, within(1e-9));
        assertThat(fit.halfWidth(2.5)).isCloseTo(1.27274, within(1e-4));
        assertThat(fit.halfWidth(4)).isCloseTo(2.12970, within(1e-4));
        assertThat(fit.halfWidth(1)).isCloseTo(fit.halfWidth(4), within(1e-9));
        assertThat(Fit.through(List.of(new Line.Point(1, 2), new Line.Point(2, 4), new Line.Point(3, 5))))
                .as("three sizes")
                .isEmpty();
    }

    /** The report shows what processes have; the recommendation adds what the kernel is charged with for them. */
    @Test
    void butForTheKernelsShareTheReportAndTheRecommendationReadTheSameSlopes() {
        same(
                slope(Growth.Kind.WORKERS, "prefork+mod_php"),
                costs("prefork+mod_php").perProcessBytes());
        same(slope(Growth.Kind.PHP_PROCESSES, "event+fpm"), costs("event+fpm").perPhpProcessBytes());
        same(slope(Growth.Kind.HELD, "event+fpm"), costs("event+fpm").perIdleConnectionBytes());
    }

    @Test
    void aSumOfRssGrowsManyTimesFasterThanWhatIsThere() {
        Growth workers = growth(Growth.Kind.WORKERS, "prefork+mod_php");
        assertThat(workers.points()).extracting(Growth.Point::size).containsExactly(8.0, 16.0, 32.0, 48.0, 64.0);
        assertThat(workers.rss().orElseThrow().slope().value()
                        / workers.pss().orElseThrow().slope().value())
                .isGreaterThan(10);
    }

    @Test
    void eachKindIsFoundWhereTheRunVariesIt() {
        assertThat(STORED)
                .extracting(growth -> growth.kind() + " " + growth.stack())
                .containsExactly(
                        "THREADS event+fpm",
                        "PHP_PROCESSES event+fpm",
                        "THREADS worker+fpm",
                        "PHP_PROCESSES worker+fpm",
                        "WORKERS prefork+mod_php",
                        "IN_FLIGHT event+fpm",
                        "IN_FLIGHT worker+fpm",
                        "IN_FLIGHT prefork+mod_php",
                        "HELD event+fpm");
        assertThat(Growth.of(Figures.of(Samples.QUICK.run()))).isEmpty();
    }

    /** But for the order in which sums were made. */
    private static void same(Estimated one, Estimated other) {
        assertThat(one.value()).isCloseTo(other.value(), withinPercentage(1e-6));
        assertThat(one.low()).isCloseTo(other.low(), withinPercentage(1e-6));
        assertThat(one.high()).isCloseTo(other.high(), withinPercentage(1e-6));
    }

    private static Estimated slope(Growth.Kind kind, String stack) {
        return growth(kind, stack).pss().orElseThrow().slope();
    }

    private static Growth growth(Growth.Kind kind, String stack) {
        return STORED.stream()
                .filter(growth -> growth.kind() == kind && growth.stack().equals(stack))
                .findFirst()
                .orElseThrow();
    }

    private static MemoryCosts costs(String stack) {
        return ProfileReader.read(withoutKernel(Samples.CAPACITY.run()), "hello", true).stream()
                .filter(measured -> measured.stack().name().equals(stack))
                .findFirst()
                .orElseThrow()
                .profile()
                .orElseThrow()
                .memory();
    }

    private static Run withoutKernel(Run run) {
        JsonNode json = Json.MAPPER.valueToTree(run);
        json.findParents("kernelBytes").forEach(charged -> ((ObjectNode) charged).put("kernelBytes", 0));
        return Json.MAPPER.convertValue(json, Run.class);
    }
}
