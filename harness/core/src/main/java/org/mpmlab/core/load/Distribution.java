package org.mpmlab.core.load;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * A distribution of times in nanoseconds: what an HdrHistogram recorded, from 1 ns to an hour at three significant
 * digits. Only the buckets that hold something are kept, so that a thousand results fit a small heap. Immutable and
 * safe to share. In JSON it is HdrHistogram's compressed V2 encoding in base64.
 */
public final class Distribution {
    /** The greatest time recorded as it is; longer ones count as this. */
    public static final long HIGHEST_NANOS = 3_600_000_000_000L;

    public static final int SIGNIFICANT_DIGITS = 3;
    public static final Distribution EMPTY = new Distribution(empty());

    /** The greatest value of each bucket that holds something, ascending. */
    private final long[] nanos;

    /** How many times lie in that bucket and those before it. */
    private final long[] upTo;

    private final long minNanos;
    private final double meanNanos;

    private Distribution(Histogram histogram) {
        int buckets = 0;
        for (HistogramIterationValue unused : histogram.recordedValues()) {
            buckets++;
        }
        nanos = new long[buckets];
        upTo = new long[buckets];
        int bucket = 0;
        for (HistogramIterationValue value : histogram.recordedValues()) {
            nanos[bucket] = value.getValueIteratedTo();
            upTo[bucket] = value.getTotalCountToThisValue();
            bucket++;
        }
        minNanos = buckets == 0 ? 0 : histogram.lowestEquivalentValue(nanos[0]);
        meanNanos = histogram.getMean();
    }

    private Distribution(long[] nanos, long[] upTo, long minNanos, double meanNanos) {
        this.nanos = nanos;
        this.upTo = upTo;
        this.minNanos = minNanos;
        this.meanNanos = meanNanos;
    }

    /** A fresh histogram of the house's range and precision, to record into. */
    public static Histogram empty() {
        Histogram histogram = new Histogram(HIGHEST_NANOS, SIGNIFICANT_DIGITS);
        histogram.setAutoResize(false);
        return histogram;
    }

    /** What was recorded so far. */
    public static Distribution of(Histogram recorded) {
        return new Distribution(recorded);
    }

    public static Distribution ofNanos(long... times) {
        Histogram histogram = empty();
        for (long time : times) {
            histogram.recordValue(Math.min(time, HIGHEST_NANOS));
        }
        return new Distribution(histogram);
    }

    @JsonCreator
    public static Distribution decode(String base64) {
        try {
            return new Distribution(Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(base64)), 0));
        } catch (DataFormatException | IllegalArgumentException notAHistogram) {
            throw new IllegalArgumentException("not an HdrHistogram in base64", notAHistogram);
        }
    }

    @JsonValue
    public String encode() {
        Histogram histogram = toHistogram();
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    public long count() {
        return upTo.length == 0 ? 0 : upTo[upTo.length - 1];
    }

    /**
     * The value in nanoseconds at or below which the share {@code q} (0 to 1) of the times lie, as HdrHistogram tells
     * it; 0 when empty.
     */
    public long quantileNanos(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("a quantile lies between 0 and 1, not at " + q);
        }
        if (count() == 0) {
            return 0;
        }
        if (q == 0) {
            return minNanos;
        }
        // Just below, as HdrHistogram does it: 0.9 x 10 may come out a hair above 9.
        double percent = Math.nextDown(q * 100);
        long rank = Math.max(1, (long) Math.ceil(percent * count() / 100));
        int found = Arrays.binarySearch(upTo, rank);
        return nanos[found >= 0 ? found : -found - 1];
    }

    public double quantileMicros(double q) {
        return quantileNanos(q) / 1e3;
    }

    public double quantileMillis(double q) {
        return quantileNanos(q) / 1e6;
    }

    public double meanNanos() {
        return meanNanos;
    }

    public long maxNanos() {
        return nanos.length == 0 ? 0 : nanos[nanos.length - 1];
    }

    public long minNanos() {
        return minNanos;
    }

    /** All times of both. */
    public Distribution merge(Distribution other) {
        if (count() == 0 || other.count() == 0) {
            return count() == 0 ? other : this;
        }
        long[] values = new long[nanos.length + other.nanos.length];
        long[] counts = new long[values.length];
        int buckets = 0;
        long sum = 0;
        for (int mine = 0, its = 0; mine < nanos.length || its < other.nanos.length; buckets++) {
            boolean takeMine = its == other.nanos.length || (mine < nanos.length && nanos[mine] <= other.nanos[its]);
            boolean takeIts = mine == nanos.length || (its < other.nanos.length && other.nanos[its] <= nanos[mine]);
            values[buckets] = takeMine ? nanos[mine] : other.nanos[its];
            sum += (takeMine ? inBucket(mine++) : 0) + (takeIts ? other.inBucket(its++) : 0);
            counts[buckets] = sum;
        }
        return new Distribution(
                Arrays.copyOf(values, buckets),
                Arrays.copyOf(counts, buckets),
                Math.min(minNanos, other.minNanos),
                (meanNanos * count() + other.meanNanos * other.count()) / sum);
    }

    private long inBucket(int bucket) {
        return upTo[bucket] - (bucket == 0 ? 0 : upTo[bucket - 1]);
    }

    /** A copy to write into an HdrHistogram log or to walk through. */
    public Histogram toHistogram() {
        Histogram histogram = empty();
        into(histogram);
        return histogram;
    }

    private void into(Histogram histogram) {
        long before = 0;
        for (int bucket = 0; bucket < nanos.length; bucket++) {
            histogram.recordValueWithCount(nanos[bucket], upTo[bucket] - before);
            before = upTo[bucket];
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Distribution that && Arrays.equals(nanos, that.nanos) && Arrays.equals(upTo, that.upTo);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(nanos) + Arrays.hashCode(upTo);
    }

    @Override
    public String toString() {
        return "Distribution[n=" + count() + ", p50=" + quantileMicros(0.5) + " us, p99=" + quantileMicros(0.99)
                + " us]";
    }
}
