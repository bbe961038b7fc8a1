package org.mpmlab.reports.words;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.run.Validity;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.reports.figure.Cell;

/** Numbers and lists as a report prints them, the same in every form. Independent of the locale. */
public final class Words {
    private static final double MIB = 1 << 20;
    /** What a double bears, less the last digit, in which 0.07 / 100 is not 0.0007. */
    private static final MathContext EXACT = new MathContext(15);

    private static final int LEAST_DIGITS = 3;

    private Words() {}

    /** Three digits that matter, such as 0.123, 4.56, 78.9 and 1,234. */
    public static String number(double value) {
        double size = Math.abs(value);
        int decimals = size == 0 || size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** A whole number with thousands set off. */
    public static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** A whole number with thousands set off. */
    public static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** A noun with its number: {@code 1 block}, {@code 8 blocks}. */
    public static String count(long n, String one, String many) {
        return count(n) + " " + (n == 1 ? one : many);
    }

    public static String millis(double millis) {
        return number(millis) + " ms";
    }

    /** Bytes as MiB without the unit. */
    public static String mebi(double bytes) {
        return number(bytes / MIB);
    }

    public static String mib(double bytes) {
        return mebi(bytes) + " MiB";
    }

    public static String mebi(long bytes) {
        return mebi((double) bytes);
    }

    public static String mib(long bytes) {
        return mib((double) bytes);
    }

    /** Bytes in KiB or MiB, as their size asks for. */
    public static String bytes(double bytes) {
        return Math.abs(bytes) < MIB / 10 ? number(bytes / 1024) + " KiB" : mib(bytes);
    }

    /** A share of 1 as a percentage. */
    public static String percent(double share) {
        double percent = Math.abs(share) * 100;
        if (percent > 0 && percent < 0.05) {
            return "under 0.1 %";
        }
        String digits = String.format(Locale.ROOT, percent < 9.95 ? "%.1f" : "%,.0f", percent);
        return (share < 0 ? "-" : "") + (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits)
                + " %";
    }

    /**
     * A share of errors as a percentage, such as {@code 0.107 %}: three digits that matter, and as many more as it
     * takes to stand on the same side of the limit as the share. The limit itself has all of its digits.
     *
     * @param share of 1
     * @param limit of 1, that the share is held against
     */
    public static String errors(double share, double limit) {
        BigDecimal exact = inPercent(share);
        BigDecimal edge = inPercent(limit);
        BigDecimal shown = exact.round(new MathContext(LEAST_DIGITS));
        for (int digits = LEAST_DIGITS; shown.compareTo(edge) != exact.compareTo(edge); digits++) {
            shown = exact.round(new MathContext(digits));
        }
        return shown.stripTrailingZeros().toPlainString() + " %";
    }

    /** A limit of errors, a share of 1, as a percentage with all of its digits. */
    public static String errors(double limit) {
        return errors(limit, limit);
    }

    private static BigDecimal inPercent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).round(EXACT);
    }

    /** How one figure stands to another, such as {@code 1.04x}. */
    public static String ratio(double ratio) {
        return (ratio >= 99.5 ? count(ratio) : String.format(Locale.ROOT, ratio >= 9.995 ? "%.1f" : "%.2f", ratio))
                + "x";
    }

    /** How far one figure is from another: {@code the same as}, {@code 4 % above}, {@code 2.3 % below}. */
    public static String against(double ratio) {
        double percent = (ratio - 1) * 100;
        if (Math.abs(percent) < 0.5) {
            return "within 0.5 % of";
        }
        return ratio >= 2 ? ratio(ratio) : percent(Math.abs(percent) / 100) + (percent > 0 ? " above" : " below");
    }

    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.toMillis() < 10_000) {
            return number(duration.toMillis() / 1e3) + " s";
        }
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    /** {@code a, b and c}. */
    public static String list(List<String> words) {
        return list(words, Integer.MAX_VALUE);
    }

    /** {@code a, b and 7 more} where there are more words than {@code most}. */
    public static String list(List<String> words, int most) {
        List<String> shown = new ArrayList<>(words.subList(0, Math.min(most, words.size())));
        if (shown.size() < words.size()) {
            shown.add(words.size() - shown.size() + " more");
        }
        return shown.size() < 2
                ? String.join("", shown)
                : String.join(", ", shown.subList(0, shown.size() - 1)) + " and " + shown.get(shown.size() - 1);
    }

    /** At most {@code most} characters, the middle left out: both ends of a name tell it from others. */
    public static String shorten(String text, int most) {
        int length = text.codePointCount(0, text.length());
        if (length <= most) {
            return text;
        }
        int head = most / 2;
        int tail = most - head - 1;
        return text.substring(0, text.offsetByCodePoints(0, head))
                + "…"
                + text.substring(text.offsetByCodePoints(text.length(), -tail));
    }

    /** Why a cell does not count, in a word or two. */
    public static String reason(Validity.Reason reason) {
        return switch (reason) {
            case IDENTITY -> "wrong server";
            case ERRORS -> "errors";
            case NOT_DELIVERED -> "load not delivered";
            case SEND_LAG -> "sent late";
            case GENERATOR_CPU -> "generator out of CPU";
            case PAUSE -> "generator paused";
            case STEAL -> "CPU stolen";
            case CONTAINER -> "container ended";
            case ENGINE -> "not started";
            case RUN_QUEUE -> "generator without CPU";
            case COLLECTIONS -> "generator collected garbage";
            case NOT_STEADY -> "not steady";
            case STARVED -> "starved by idle connections";
            case TOO_FEW -> "too few answers";
        };
    }

    /** A load in a few words, such as {@code ttfb-h1 (h1, in rounds, kept connections)}. */
    public static String load(LoadShape load) {
        return load.name() + " (" + shape(load) + ")";
    }

    /** How a load is sent. */
    public static String shape(LoadShape load) {
        if (load.engine() == GeneratorKind.GATLING) {
            return load.protocol().word() + ", Gatling"
                    + load.journey()
                            .map(journey -> ", journey " + journey.kind().word())
                            .orElse("")
                    + (load.arrival() instanceof Arrival.Open
                            ? ", visitors at a rate"
                            : ", " + count(load.connections().count(), "visitor", "visitors"));
        }
        String connections = load.connections().keepsAlive() ? "kept connections" : "a new connection each";
        String concurrency = count(load.connections().count(), "connection", "connections")
                + (load.connections().streams() > 1 ? " x " + load.connections().streams() + " streams" : "")
                + (load.connections().keepsAlive() ? "" : ", each for one request");
        return load.protocol().word() + ", " + (load.inRounds() ? "in rounds, " + connections : concurrency);
    }

    /** What cells found that were to find where new requests starve; empty when none did. */
    public static Optional<String> starvation(List<Cell> cells) {
        LongSummaryStatistics held = cells.stream()
                .filter(Cell::foundStarvation)
                .mapToLong(cell -> cell.result().result().idle().held())
                .summaryStatistics();
        if (held.getCount() == 0) {
            return Optional.empty();
        }
        String least = count(held.getMin());
        String most = count(held.getMax());
        return Optional.of("starved at " + (least.equals(most) ? least : least + " to " + most));
    }
}
