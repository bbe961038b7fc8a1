package org.mpmlab.core.claim;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.mpmlab.core.scenario.Quantities;
import org.mpmlab.core.scenario.yaml.Problems;
import org.mpmlab.core.scenario.yaml.YamlNode;
import org.mpmlab.core.verdict.Expectation;
import org.mpmlab.core.verdict.Measure;
import org.mpmlab.core.verdict.Question;

/** Reads what is expected of one measure. */
final class QuestionReader {
    private static final List<String> EXPECTATIONS =
            List.of("within", "lower-by", "higher-by", "not-above", "differs-by", "at-most");

    private final Problems problems;

    QuestionReader(Problems problems) {
        this.problems = problems;
    }

    /** A share such as {@code 5%}, which the schema has seen to be one. */
    static double share(YamlNode node) {
        return Double.parseDouble(node.text().replace("%", "").strip()) / 100;
    }

    /** The question; empty when something is wrong with it, which is said then. */
    Optional<Question> question(
            YamlNode item,
            String arm,
            Optional<String> against,
            String site,
            String load,
            Optional<String> againstLoad) {
        List<String> given =
                EXPECTATIONS.stream().filter(key -> item.get(key).isPresent()).toList();
        if (given.size() != 1) {
            problems.add(
                    item,
                    given.isEmpty() ? "the question expects nothing" : "a question expects one thing, not " + given,
                    "one of " + String.join(", ", EXPECTATIONS));
            return Optional.empty();
        }
        try {
            Measure measure = Measure.parse(item.get("measure").orElseThrow().text());
            YamlNode at = item.get(given.get(0)).orElseThrow();
            Optional<Expectation> expectation = expectation(given.get(0), at, measure);
            return expectation.map(expected -> new Question(arm, against, site, load, againstLoad, measure, expected));
        } catch (IllegalArgumentException wrong) {
            problems.add(item, wrong.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Expectation> expectation(String key, YamlNode at, Measure measure) {
        return switch (key) {
            case "within" -> Optional.of(new Expectation.EquivalentWithin(share(at)));
            case "lower-by" -> Optional.of(new Expectation.LowerBy(share(at)));
            case "not-above" -> Optional.of(new Expectation.NotAbove(share(at)));
            case "higher-by" -> Optional.of(new Expectation.HigherBy(share(at)));
            case "differs-by" -> Optional.of(new Expectation.Different(share(at)));
            default -> limit(at, measure).map(Expectation.AtMost::new);
        };
    }

    private Optional<Double> limit(YamlNode at, Measure measure) {
        OptionalDouble limit = value(at.text(), measure.unit());
        boolean beyondAll = measure.unit().equals("share") && limit.orElse(0) > 1;
        if (limit.isEmpty() || beyondAll) {
            problems.add(
                    at,
                    "'" + at.text() + "' is no limit of " + measure.word(),
                    switch (measure.unit()) {
                        case "ms" -> "a time such as 80 ms";
                        case "bytes" -> "a size such as 512m";
                        case "share" -> "a share such as 1%, or 0";
                        default -> "a number of " + measure.unit();
                    });
        }
        return limit.isEmpty() || beyondAll ? Optional.empty() : Optional.of(limit.getAsDouble());
    }

    private static OptionalDouble value(String text, String unit) {
        if (unit.equals("ms")) {
            return Quantities.duration(text)
                    .map(time -> OptionalDouble.of(time.toNanos() / 1e6))
                    .orElse(OptionalDouble.empty());
        }
        if (unit.equals("bytes")) {
            OptionalLong bytes = Quantities.bytes(text);
            return bytes.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of((double) bytes.getAsLong());
        }
        boolean percent = unit.equals("share") && text.endsWith("%");
        String number = percent ? text.substring(0, text.length() - 1).strip() : text;
        if (!number.matches("[0-9]{1,12}(\\.[0-9]{1,9})?")) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(number) / (percent ? 100 : 1));
    }
}
