package org.mpmlab.core.load;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Written-to-first-byte of every request of a load in rounds, round by round, so that arms can be compared within the
 * moments they shared. Immutable and safe to share. In JSON the times are little-endian floats, deflated, in base64;
 * a float keeps seven digits, a tenth of a microsecond in a second.
 */
@JsonPropertyOrder({"targets", "rounds", "micros"})
public final class RoundTimes {
    /** A load that was not in rounds. */
    public static final RoundTimes NONE = new RoundTimes(List.of(), new float[0]);

    private final List<String> targets;
    private final float[] micros;

    /**
     * @param micros round after round, in the targets' order, in microseconds; NaN for a request that failed
     */
    public RoundTimes(List<String> targets, float[] micros) {
        this.targets = List.copyOf(targets);
        this.micros = micros.clone();
        if (targets.isEmpty() ? micros.length > 0 : micros.length % targets.size() != 0) {
            throw new IllegalArgumentException(micros.length + " times are no whole rounds of " + targets.size());
        }
    }

    @JsonCreator
    static RoundTimes decode(
            @JsonProperty("targets") List<String> targets, @JsonProperty("micros") String deflatedBase64) {
        try (InflaterInputStream in = new InflaterInputStream(
                new java.io.ByteArrayInputStream(Base64.getDecoder().decode(deflatedBase64)))) {
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            float[] micros = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(micros);
            return new RoundTimes(targets, micros);
        } catch (IOException notDeflated) {
            throw new IllegalArgumentException("not deflated floats in base64", notDeflated);
        }
    }

    @JsonProperty("micros")
    String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(micros.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(micros);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes.array());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    @JsonProperty
    public List<String> targets() {
        return targets;
    }

    @JsonProperty(value = "rounds", access = JsonProperty.Access.READ_ONLY)
    public int rounds() {
        return targets.isEmpty() ? 0 : micros.length / targets.size();
    }

    /** In microseconds; NaN for a request that failed. */
    public float micros(int round, int target) {
        return micros[round * targets.size() + target];
    }

    /**
     * ln(a / b) of every round in which both answered, in the order of the run.
     *
     * @throws IllegalArgumentException for a name that is no target of these rounds
     */
    public double[] logRatios(String a, String b) {
        int first = index(a);
        int second = index(b);
        double[] ratios = new double[rounds()];
        int n = 0;
        for (int round = 0; round < ratios.length; round++) {
            double ratio = Math.log((double) micros(round, first) / micros(round, second));
            if (Double.isFinite(ratio)) {
                ratios[n++] = ratio;
            }
        }
        return Arrays.copyOf(ratios, n);
    }

    /** These rounds, then the other's; their targets must be the same, in the same order. */
    public RoundTimes then(RoundTimes other) {
        if (targets.isEmpty() || other.targets.isEmpty()) {
            return targets.isEmpty() ? other : this;
        }
        if (!targets.equals(other.targets)) {
            throw new IllegalArgumentException("cannot join rounds of " + targets + " and " + other.targets);
        }
        float[] both = Arrays.copyOf(micros, micros.length + other.micros.length);
        System.arraycopy(other.micros, 0, both, micros.length, other.micros.length);
        return new RoundTimes(targets, both);
    }

    private int index(String target) {
        int index = targets.indexOf(target);
        if (index < 0) {
            throw new IllegalArgumentException("no target " + target + " in these rounds, only " + targets);
        }
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoundTimes that && targets.equals(that.targets) && Arrays.equals(micros, that.micros);
    }

    @Override
    public int hashCode() {
        return 31 * targets.hashCode() + Arrays.hashCode(micros);
    }

    @Override
    public String toString() {
        return "RoundTimes[" + rounds() + " rounds of " + targets + "]";
    }
}
