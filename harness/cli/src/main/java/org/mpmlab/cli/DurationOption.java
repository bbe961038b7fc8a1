package org.mpmlab.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time such as {@code 10s}, {@code 500ms}, {@code 20m} or {@code 2h}; a bare number is seconds. */
final class DurationOption implements ITypeConverter<Duration> {
    private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h|)");
    private static final double NANOS_PER_SECOND = 1e9;

    @Override
    public Duration convert(String value) {
        Matcher time = TIME.matcher(value.strip().toLowerCase(Locale.ROOT));
        if (!time.matches()) {
            throw new TypeConversionException("'" + value + "' is no time; write 500ms, 10s, 20m or 2h");
        }
        double seconds =
                switch (time.group(2)) {
                    case "ms" -> 0.001;
                    case "m" -> 60;
                    case "h" -> 3600;
                    default -> 1;
                };
        return Duration.ofNanos(Math.round(Double.parseDouble(time.group(1)) * seconds * NANOS_PER_SECOND));
    }

    static String write(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
