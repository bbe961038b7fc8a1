package org.mpmlab.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.mpmlab.core.load.Distribution;

class TextHistogramTest {
    private static final Pattern COUNT = Pattern.compile("([\\d,]+) +[\\d.]+ %$");

    @Property(tries = 200)
    void noTimeIsLeftOutAndNoLineIsTooWide(
            @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 1_000, max = 3_000_000_000L) Long> nanos,
            @ForAll @IntRange(min = 80, max = 200) int columns) {
        Distribution times =
                Distribution.ofNanos(nanos.stream().mapToLong(Long::longValue).toArray());

        List<String> lines = TextHistogram.of(times, columns);

        assertThat(lines.stream().mapToLong(TextHistogramTest::count).sum()).isEqualTo(nanos.size());
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
    }

    @Example
    void theTailHasALineOfItsOwn() {
        long[] nanos = new long[10_000];
        java.util.Arrays.setAll(nanos, i -> 100_000 + 10 * i);
        nanos[0] = 900_000_000;

        List<String> lines = TextHistogram.of(Distribution.ofNanos(nanos), 100);

        String last = lines.get(lines.size() - 1);
        assertThat(last).contains("900,").contains(" # ");
        assertThat(count(last)).as("what lies beyond the 99.9 percentile").isBetween(1L, 11L);
        assertThat(lines.size()).isBetween(13, 14);
    }

    @Example
    void theLongestTimeIsCountedWhereItsStretchRoundsToLess() {
        assertThat(1_000 * (2_002 / 1_000.0)).isLessThan(2_002);

        List<String> lines = TextHistogram.of(Distribution.ofNanos(1_000, 2_002), 80);

        assertThat(lines.stream().mapToLong(TextHistogramTest::count).sum()).isEqualTo(2);
    }

    @Example
    void anEmptyDistributionHasNoLines() {
        assertThat(TextHistogram.of(Distribution.EMPTY, 80)).isEmpty();
    }

    @Example
    void timesThatAreAllTheSameAreOneBar() {
        assertThat(TextHistogram.of(Distribution.ofNanos(50_000, 50_000, 50_000), 80))
                .filteredOn(line -> line.contains("#"))
                .singleElement()
                .satisfies(line -> assertThat(count(line)).isEqualTo(3));
    }

    private static long count(String line) {
        Matcher count = COUNT.matcher(line);
        assertThat(count.find()).as(line).isTrue();
        return Long.parseLong(count.group(1).replace(",", ""));
    }
}
