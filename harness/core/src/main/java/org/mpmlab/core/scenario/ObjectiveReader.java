package org.mpmlab.core.scenario;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mpmlab.core.objective.Objective;
import org.mpmlab.core.objective.TtfbLimit;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.scenario.yaml.Nearest;
import org.mpmlab.core.scenario.yaml.Problem;

/** Reads an objective such as {@code ttfb.p99<=200ms, errors<=0.1%}. */
public final class ObjectiveReader {
    private static final Pattern TERM = Pattern.compile("([^<>=]*)(<=|<|>=|>|=)(.*)");
    private static final Pattern TTFB = Pattern.compile("ttfb\\.p([0-9]{1,2}(?:\\.[0-9]{1,4})?)");
    private static final String ALLOWED = "ttfb.pQ<=TIME, such as ttfb.p99<=200ms, and errors<=SHARE, such as 0.1%";
    private static final List<String> WORDS = List.of("ttfb.p50", "ttfb.p90", "ttfb.p95", "ttfb.p99", "errors");

    private final String source;
    private final List<Problem> problems = new ArrayList<>();
    private final List<TtfbLimit> limits = new ArrayList<>();
    private OptionalDouble errors = OptionalDouble.empty();

    private ObjectiveReader(String source) {
        this.source = source;
    }

    /**
     * Reads the value of an option.
     *
     * @param source the option's name, for messages
     * @throws InvalidConfiguration with everything that is wrong
     */
    public static Objective option(String source, String text) {
        ObjectiveReader reader = new ObjectiveReader(source);
        for (String piece : text.split(",", -1)) {
            reader.term(piece.strip());
        }
        if (!reader.problems.isEmpty()) {
            throw new InvalidConfiguration(reader.problems);
        }
        return new Objective(reader.limits, reader.errors);
    }

    private void term(String term) {
        Matcher parts = TERM.matcher(term);
        if (!parts.matches()) {
            problem("'" + term + "' is no objective", Optional.empty());
            return;
        }
        String word = parts.group(1).strip();
        String value = parts.group(3).strip();
        Matcher ttfb = TTFB.matcher(word);
        if (!ttfb.matches() && !word.equals("errors")) {
            problem("'" + word + "' is nothing that an objective can bound", Nearest.to(word, WORDS));
        } else if (!parts.group(2).equals("<=")) {
            problem("'" + term + "' does not say what must not be exceeded", Optional.of(word + "<=" + value));
        } else if (ttfb.matches()) {
            ttfb(ttfb.group(1), value);
        } else {
            errors(value);
        }
    }

    private void ttfb(String percent, String value) {
        double quantile = new BigDecimal(percent).movePointLeft(2).doubleValue();
        Optional<Duration> limit = Quantities.duration(value).filter(time -> !time.isZero());
        if (limit.isEmpty()) {
            problem("'" + value + "' is no time above zero", Optional.empty());
        } else if (quantile == 0) {
            problem("p" + percent + " is no quantile", Optional.of("ttfb.p50"));
        } else if (limits.stream().anyMatch(other -> other.quantile() == quantile)) {
            problem("ttfb.p" + percent + " is bounded twice", Optional.empty());
        } else {
            limits.add(new TtfbLimit(quantile, limit.get()));
        }
    }

    private void errors(String value) {
        Optional<Double> share = Quantities.share(value).filter(number -> number <= 1);
        if (share.isEmpty()) {
            problem("'" + value + "' is no share of the requests", Optional.empty());
        } else if (errors.isPresent()) {
            problem("errors are bounded twice", Optional.empty());
        } else {
            errors = OptionalDouble.of(share.get());
        }
    }

    private void problem(String what, Optional<String> nearest) {
        problems.add(new Problem(source, 0, 0, what, Optional.of(ALLOWED), nearest));
    }
}
