package org.mpmlab.core.scenario;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times, sizes and shares as people write them. */
public final class Quantities {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?) ?(us|ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?) ?(?:([kmgt])|([KMGT])iB)");
    private static final Map<String, Long> NANOS =
            Map.of("us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);
    private static final Map<String, Integer> SHIFT = Map.of("k", 10, "m", 20, "g", 30, "t", 40);

    private Quantities() {}

    /** A time such as {@code 2s}, {@code 29 ms} or {@code 1m}; empty if it is none. */
    public static Optional<Duration> duration(String text) {
        Matcher match = TIME.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        BigDecimal nanos = new BigDecimal(match.group(1)).multiply(BigDecimal.valueOf(NANOS.get(match.group(2))));
        return Optional.of(Duration.ofSeconds(
                nanos.divideToIntegralValue(BigDecimal.valueOf(1_000_000_000)).longValue(),
                nanos.remainder(BigDecimal.valueOf(1_000_000_000)).longValue()));
    }

    /** Bytes, of a size such as {@code 512m}, {@code 2g} or {@code 2GiB}, in powers of 1024; empty if it is none. */
    public static OptionalLong bytes(String text) {
        Matcher match = SIZE.matcher(text);
        if (!match.matches()) {
            return OptionalLong.empty();
        }
        String unit = match.group(2) == null ? match.group(3).toLowerCase(Locale.ROOT) : match.group(2);
        BigDecimal bytes = new BigDecimal(match.group(1)).multiply(BigDecimal.valueOf(1L << SHIFT.get(unit)));
        return OptionalLong.of(bytes.longValue());
    }

    /** A number without sign or exponent. */
    public static Optional<Double> decimal(String text) {
        return text.matches("[0-9]{1,12}(\\.[0-9]{1,9})?") ? Optional.of(Double.parseDouble(text)) : Optional.empty();
    }

    /** A share such as {@code 0.1%}, as 0.001; without the percent sign a number stands for itself. */
    public static Optional<Double> share(String text) {
        return text.endsWith("%")
                ? decimal(text.substring(0, text.length() - 1).strip())
                        .map(percent ->
                                BigDecimal.valueOf(percent).movePointLeft(2).doubleValue())
                : decimal(text);
    }

    /** A time for people: in milliseconds below a second, then to a tenth, to the second and to the minute. */
    public static String words(Duration time) {
        if (time.compareTo(Duration.ofSeconds(10)) < 0) {
            long millis = time.toMillis();
            return millis < 1000 ? millis + " ms" : number(Math.round(millis / 100.0) / 10.0) + " s";
        }
        long seconds = (time.toMillis() + 500) / 1000;
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        long minutes = (seconds + 30) / 60;
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }

    /** A noun with its number: {@code 1 block}, {@code 8 blocks}. */
    public static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** A number for people, of so many digits that matter and without exponent: of three, 15123 is 15,100. */
    public static String rounded(double number, int digits) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        BigDecimal rounded = new BigDecimal(number, new MathContext(digits)).stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
    }

    /** Bytes for people, three digits that matter: 512 MiB, 1.5 GiB. */
    public static String size(long bytes) {
        double gib = (double) bytes / (1L << 30);
        return gib < 1 ? rounded(1024 * gib, 3) + " MiB" : rounded(gib, 3) + " GiB";
    }

    /** A number without needless zeros: 100, 0.5. */
    public static String number(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
