package org.mpmlab.core.load;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * A distribution of times in nanoseconds: an HdrHistogram that no one changes any more, from 1 ns to an hour at three
 * significant digits. Safe to share between threads. In JSON it is HdrHistogram's compressed V2 encoding in base64.
 */
public final class Distribution {
    /** The greatest time recorded as it is; longer ones count as this. */
    public static final long HIGHEST_NANOS = 3_600_000_000_000L;

    public static final int SIGNIFICANT_DIGITS = 3;
    public static final Distribution EMPTY = new Distribution(empty());

    private final Histogram histogram;

    private Distribution(Histogram histogram) {
        this.histogram = histogram;
    }

    /** A fresh histogram of the house's range and precision, to record into. */
    public static Histogram empty() {
        Histogram histogram = new Histogram(HIGHEST_NANOS, SIGNIFICANT_DIGITS);
        histogram.setAutoResize(false);
        return histogram;
    }

    /** A copy of what was recorded so far. */
    public static Distribution of(Histogram recorded) {
        return new Distribution(recorded.copy());
    }

    public static Distribution ofNanos(long... times) {
        Histogram histogram = empty();
        for (long nanos : times) {
            histogram.recordValue(Math.min(nanos, HIGHEST_NANOS));
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
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.copy().encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(buffer.array(), length));
    }

    public long count() {
        return histogram.getTotalCount();
    }

    /** The value in nanoseconds at or below which the share {@code q} (0 to 1) of the times lie; 0 when empty. */
    public long quantileNanos(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("a quantile lies between 0 and 1, not at " + q);
        }
        return count() == 0 ? 0 : histogram.getValueAtPercentile(q * 100);
    }

    public double quantileMicros(double q) {
        return quantileNanos(q) / 1e3;
    }

    public double quantileMillis(double q) {
        return quantileNanos(q) / 1e6;
    }

    public double meanNanos() {
        return histogram.getMean();
    }

    public long maxNanos() {
        return count() == 0 ? 0 : histogram.getMaxValue();
    }

    public long minNanos() {
        return count() == 0 ? 0 : histogram.getMinValue();
    }

    /** All times of both. */
    public Distribution merge(Distribution other) {
        Histogram sum = histogram.copy();
        sum.add(other.histogram);
        return new Distribution(sum);
    }

    /** A copy to write into an HdrHistogram log or to walk through. */
    public Histogram toHistogram() {
        return histogram.copy();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Distribution that && histogram.equals(that.histogram);
    }

    @Override
    public int hashCode() {
        return histogram.hashCode();
    }

    @Override
    public String toString() {
        return "Distribution[n=" + count() + ", p50=" + quantileMicros(0.5) + " us, p99=" + quantileMicros(0.99)
                + " us]";
    }
}
