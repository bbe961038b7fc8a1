package org.mpmlab.core.verdict.gate;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.mpmlab.core.scenario.Quantities;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.scenario.yaml.Nearest;
import org.mpmlab.core.scenario.yaml.Problems;
import org.mpmlab.core.scenario.yaml.YamlNode;
import org.mpmlab.core.verdict.Expectation;
import org.mpmlab.core.verdict.Measure;

/**
 * Reads one rule's words: {@code MEASURE [of STACK] RELATION VALUE [of STACK|baseline] on PLACE [under LOAD]}. What is
 * wrong goes to the problems, and the rule is then none.
 */
final class RuleReader {
    /** What a rule without a first stack of its own is held against. */
    static final String BASELINE = Scenario.BASELINE;

    private static final String AT_MOST = "<=";
    private static final String AT_LEAST = ">=";
    private static final List<String> RELATIONS = List.of(AT_MOST, AT_LEAST, "within", "at most", "at least");
    private static final List<String> EXAMPLES = List.of(
            "ttfb.p99 <= 80ms on event+fpm/php29",
            "memory.cgroup at most +10% of baseline on event+fpm/hello",
            "ttfb.p50 of event+fpm within 5% of prefork+mod_php on php29");
    private static final List<String> MEASURES = List.of(
            "ttfb.p50",
            "ttfb.p99",
            "intended.p50",
            "intended.p99",
            "total.p50",
            "total.p99",
            "throughput",
            "memory.pss",
            "memory.cgroup",
            "cpu.request",
            "errors");
    private static final Pattern SHARE = Pattern.compile("([+-]?)([0-9]{1,6}(?:\\.[0-9]{1,6})?)%");
    /** Longer ones are slips of the hand. */
    private static final Duration MOST_TIME = Duration.ofDays(1);

    private static final Pattern RATE = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)/s");

    private final YamlNode node;
    private final Problems problems;
    private final Words words;

    /** A rule has a fault, which is said already. */
    private static final class Faulty extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** A relation between figures, or of a figure and a number. */
    private record Relation(String word, String value) {
        boolean limit() {
            return word.equals(AT_MOST) || word.equals(AT_LEAST);
        }
    }

    /** Where a rule's figures come from. */
    private record Place(Optional<String> stack, String site) {}

    private RuleReader(YamlNode node, Problems problems) {
        this.node = node;
        this.problems = problems;
        this.words = new Words(node.text());
    }

    static Optional<Rule> read(YamlNode node, Severity severity, OnInconclusive onInconclusive, Problems problems) {
        try {
            return Optional.of(new RuleReader(node, problems).rule(severity, onInconclusive));
        } catch (Faulty said) {
            return Optional.empty();
        }
    }

    private Rule rule(Severity severity, OnInconclusive onInconclusive) throws Faulty {
        Measure measure = measure(words.next());
        Optional<String> arm = words.skip("of") ? Optional.of(name("a stack")) : Optional.empty();
        Relation relation = relation();
        Rule.Kind kind = relation.limit() ? Rule.Kind.LIMIT : arm.isPresent() ? Rule.Kind.STACKS : Rule.Kind.BASELINE;
        Optional<String> against = Optional.empty();
        if (!relation.limit()) {
            expect("of");
            against = Optional.of(name(kind == Rule.Kind.STACKS ? "a stack" : "'" + BASELINE + "'"));
        }
        check(kind, measure, arm, against);
        expect("on");
        Place place = place(name("a place"), arm);
        Optional<String> load = words.skip("under") ? Optional.of(name("a load")) : Optional.empty();
        if (words.left()) {
            throw fault("'" + words.next() + "' is one word too many in '" + node.text() + "'", example());
        }
        return new Rule(
                node.text(),
                node.line(),
                node.column(),
                measure,
                relation.limit() ? limit(measure, relation) : shift(relation),
                kind,
                arm.or(place::stack).orElseThrow(),
                kind == Rule.Kind.STACKS ? against : Optional.empty(),
                place.site(),
                load,
                severity,
                onInconclusive);
    }

    private Measure measure(String word) throws Faulty {
        try {
            return Measure.parse(word);
        } catch (IllegalArgumentException unknown) {
            problems.add(
                    node,
                    "'" + word + "' is nothing that a rule can be about",
                    Optional.of(String.join(", ", MEASURES) + ", and times at other percentiles"),
                    Nearest.to(word, MEASURES));
            throw new Faulty();
        }
    }

    private Relation relation() throws Faulty {
        String first = words.next();
        String word = first.equals("at") ? first + " " + words.next() : first;
        if (!RELATIONS.contains(word)) {
            Optional<String> nearest =
                    switch (word) {
                        case "<", "=<", "≤" -> Optional.of(AT_MOST);
                        case ">", "=>", "≥" -> Optional.of(AT_LEAST);
                        default -> Nearest.to(word, RELATIONS);
                    };
            problems.add(
                    node,
                    word.isEmpty()
                            ? "'" + node.text() + "' says nothing of its figure"
                            : "'" + word + "' is no relation between figures",
                    Optional.of(String.join(", ", RELATIONS)),
                    nearest);
            throw new Faulty();
        }
        return new Relation(word, name("a value"));
    }

    private void check(Rule.Kind kind, Measure measure, Optional<String> arm, Optional<String> against) throws Faulty {
        if (kind == Rule.Kind.LIMIT && arm.isPresent()) {
            throw fault(
                    "a limit is for one stack, which stands behind 'on'",
                    measure.word() + " <= LIMIT on " + arm.get() + "/SITE");
        }
        if (kind == Rule.Kind.BASELINE && !against.orElseThrow().equals(BASELINE)) {
            throw fault(
                    "'" + against.get() + "' is compared with a stack that is not named",
                    measure.word() + " of STACK within 5% of " + against.get() + " on SITE, or … of " + BASELINE
                            + " on STACK/SITE");
        }
        if (kind != Rule.Kind.LIMIT && measure.kind() == Measure.Kind.ERRORS) {
            throw fault("errors may be zero and then have no ratio", "errors <= 0.1% on STACK/SITE, for each stack");
        }
        if (arm.isPresent() && arm.equals(against)) {
            throw fault("'" + arm.get() + "' is compared with itself", "another stack, such as its twin");
        }
    }

    private Place place(String written, Optional<String> arm) throws Faulty {
        int slash = written.lastIndexOf('/');
        if (arm.isPresent()) {
            if (slash >= 0) {
                throw fault(
                        "'" + written + "' names a stack again", "a site alone: on " + written.substring(slash + 1));
            }
            return new Place(Optional.empty(), written);
        }
        if (slash < 1 || slash == written.length() - 1) {
            throw fault("'" + written + "' is no place", "STACK/SITE, such as event+fpm/php29");
        }
        return new Place(Optional.of(written.substring(0, slash)), written.substring(slash + 1));
    }

    private Expectation limit(Measure measure, Relation relation) throws Faulty {
        boolean most = !measure.kind().equals(Measure.Kind.THROUGHPUT);
        if (most != relation.word().equals(AT_MOST)) {
            throw fault(
                    "'" + relation.word() + "' would bound " + measure.word() + " on its good side",
                    measure.word() + " " + (most ? AT_MOST : AT_LEAST) + " " + relation.value());
        }
        OptionalDouble value = value(measure, relation.value());
        boolean zero = measure.kind() == Measure.Kind.ERRORS;
        if (value.isEmpty() || (value.getAsDouble() == 0 && !zero) || (zero && value.getAsDouble() > 1)) {
            throw fault("'" + relation.value() + "' is no limit of " + measure.word(), form(measure));
        }
        return most ? new Expectation.AtMost(value.getAsDouble()) : new Expectation.AtLeast(value.getAsDouble());
    }

    /** In the measure's unit. */
    private static OptionalDouble value(Measure measure, String text) {
        return switch (measure.kind()) {
            case TTFB, INTENDED, TOTAL -> nanos(text, 1e6);
            case CPU_REQUEST -> nanos(text, 1e3);
            case MEMORY_PSS, MEMORY_CGROUP -> {
                OptionalLong bytes = Quantities.bytes(text);
                yield bytes.isPresent() ? OptionalDouble.of((double) bytes.getAsLong()) : OptionalDouble.empty();
            }
            case THROUGHPUT -> {
                var rate = RATE.matcher(text);
                yield rate.matches() ? OptionalDouble.of(Double.parseDouble(rate.group(1))) : OptionalDouble.empty();
            }
            case ERRORS ->
                share(text).filter(share -> share >= 0).map(OptionalDouble::of).orElse(OptionalDouble.empty());
        };
    }

    private static OptionalDouble nanos(String text, double perUnit) {
        Optional<Duration> time = Quantities.duration(text).filter(any -> any.compareTo(MOST_TIME) <= 0);
        return time.isPresent() ? OptionalDouble.of((double) time.get().toNanos() / perUnit) : OptionalDouble.empty();
    }

    private static String form(Measure measure) {
        return switch (measure.kind()) {
            case TTFB, INTENDED, TOTAL -> "a time above 0, such as 80ms";
            case CPU_REQUEST -> "CPU time above 0, such as 300us";
            case MEMORY_PSS, MEMORY_CGROUP -> "a size above 0, such as 512m or 2GiB";
            case THROUGHPUT -> "requests per second above 0, such as 500/s";
            case ERRORS -> "a share of the requests from 0% to 100%, such as 0.1%";
        };
    }

    private Expectation shift(Relation relation) throws Faulty {
        Optional<Double> share = share(relation.value());
        boolean within = relation.word().equals("within");
        boolean signed = relation.value().startsWith("+") || relation.value().startsWith("-");
        if (share.isEmpty() || within == signed || share.get() <= -1 || (within && share.get() == 0)) {
            throw fault(
                    "'" + relation.word() + " " + relation.value() + "' says not how far figures may be apart",
                    within
                            ? "within a margin above 0%, such as within 5%"
                            : "a sign and a share, such as at most +10%");
        }
        return switch (relation.word()) {
            case "within" -> new Expectation.EquivalentWithin(share.get());
            case "at most" -> new Expectation.NotAbove(share.get());
            default -> new Expectation.NotBelow(share.get());
        };
    }

    private static Optional<Double> share(String text) {
        var parts = SHARE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        double share = new BigDecimal(parts.group(2)).movePointLeft(2).doubleValue();
        return Optional.of(parts.group(1).equals("-") ? -share : share);
    }

    private void expect(String word) throws Faulty {
        String found = words.next();
        if (!found.equals(word)) {
            throw fault(
                    found.isEmpty()
                            ? "'" + node.text() + "' ends where '" + word + "' should follow"
                            : "'" + found + "' stands where '" + word + "' should be",
                    example());
        }
    }

    private String name(String what) throws Faulty {
        String word = words.next();
        if (word.isEmpty()) {
            throw fault("'" + node.text() + "' ends where " + what + " should follow", example());
        }
        return word;
    }

    private static String example() {
        return "rules such as " + String.join("; ", EXAMPLES);
    }

    private Faulty fault(String what, String allowed) {
        problems.add(node, what, allowed);
        return new Faulty();
    }

    /** A rule's words in turn. */
    private static final class Words {
        private final List<String> all;
        private int at;

        Words(String text) {
            all = List.of(text.replaceAll("([<>=≤≥]+)", " $1 ").strip().split("\\s+"));
        }

        boolean left() {
            return at < all.size();
        }

        /** Empty when none is left. */
        String next() {
            return left() ? all.get(at++) : "";
        }

        boolean skip(String word) {
            boolean here = left() && all.get(at).equals(word);
            at += here ? 1 : 0;
            return here;
        }
    }
}
