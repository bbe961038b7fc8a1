package org.mpmlab.core.capacity.box;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.mpmlab.core.objective.Objective;
import org.mpmlab.core.scenario.Quantities;
import org.mpmlab.core.scenario.yaml.InvalidConfiguration;
import org.mpmlab.core.scenario.yaml.Nearest;
import org.mpmlab.core.scenario.yaml.Problem;

/**
 * Reads a target such as {@code cpus=4,memory=8GiB,keepalive-connections=5000,rate=300}. Terms are separated by commas
 * or by line ends; what follows a {@code #} on a line is a comment, so a file holds the same words as the option.
 */
public final class TargetReader {

    private enum Key {
        CPUS("a number above 0, such as 4 or 1.5"),
        MEMORY("a size such as 512m or 8GiB"),
        KEEPALIVE_CONNECTIONS("a whole number from 0 to 10000000"),
        RATE("requests per second above 0, such as 300"),
        NEEDS(String.join("+", Stream.of(Need.values()).map(Need::word).toList()) + ", any of them, with + between"),
        NETWORK("bits per second, such as 100Mbit or 1Gbit"),
        KEEPALIVE_TIMEOUT("a time in whole seconds from 1s on, such as 30s"),
        FILES_PER_PROCESS("a whole number from 256 to 1048576"),
        UTILISATION("a share above 0 % and up to 100 %, such as 80%"),
        MEMORY_HEADROOM("a share from 0 % to below 100 %, such as 10%");

        private final String allowed;

        Key(String allowed) {
            this.allowed = allowed;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static final List<String> WORDS =
                Stream.of(values()).map(Key::word).toList();
    }

    private final String source;
    private final boolean positions;
    private final Map<Key, Terms.Term> terms = new EnumMap<>(Key.class);
    private final List<Problem> problems = new ArrayList<>();

    private TargetReader(String source, boolean positions) {
        this.source = source;
        this.positions = positions;
    }

    /**
     * Reads the value of an option.
     *
     * @param source the option's name, for messages
     * @throws InvalidConfiguration with everything that is wrong
     */
    public static Target option(String source, String text) {
        return new TargetReader(source, false).read(text);
    }

    /**
     * Reads a file's text.
     *
     * @param source the file as the user named it, for messages
     * @throws InvalidConfiguration with everything that is wrong, by line and column
     */
    public static Target file(String source, String text) {
        return new TargetReader(source, true).read(text);
    }

    private Target read(String text) {
        Terms.of(text).forEach(this::term);
        for (Key needed : List.of(Key.CPUS, Key.MEMORY)) {
            if (!terms.containsKey(needed) && problems.isEmpty()) {
                problems.add(problem(
                        1, 1, "the target does not say its " + needed.word(), needed.word() + "=" + needed.allowed));
            }
        }
        Target read = problems.isEmpty() ? target() : null;
        if (read == null || !problems.isEmpty()) {
            throw new InvalidConfiguration(problems);
        }
        return read;
    }

    private void term(Terms.Term term) {
        Optional<Key> key = Stream.of(Key.values())
                .filter(candidate -> candidate.word().equals(term.key()))
                .findFirst();
        if (key.isEmpty()) {
            problems.add(new Problem(
                    source,
                    positions ? term.line() : 0,
                    term.column(),
                    "'" + term.key() + "' is nothing that a target says",
                    Optional.of(String.join(", ", Key.WORDS)),
                    Nearest.to(term.key(), Key.WORDS)));
        } else if (term.value().isEmpty()) {
            problems.add(at(term, "'" + term.key() + "' has no value", term.key() + "=" + key.get().allowed));
        } else if (terms.putIfAbsent(key.get(), term) != null) {
            problems.add(at(term, "'" + term.key() + "' is said twice", "once"));
        }
    }

    private Target target() {
        Target resources = Target.of(number(Key.CPUS, 1e-3, 1e5).orElse(1), bytes().orElse(1L));
        return new Target(
                resources.cpus(),
                resources.memoryBytes(),
                whole(Key.KEEPALIVE_CONNECTIONS, 0, 10_000_000).orElse(0),
                number(Key.RATE, 1e-6, 1e9),
                Objective.NONE,
                needs(),
                bits(),
                timeout(),
                whole(Key.FILES_PER_PROCESS, 256, 1_048_576),
                share(Key.UTILISATION, Target.USUAL_UTILISATION, value -> value > 0 && value <= 1),
                share(Key.MEMORY_HEADROOM, Target.USUAL_HEADROOM, value -> value >= 0 && value < 1));
    }

    private OptionalDouble number(Key key, double least, double most) {
        Terms.Term term = terms.get(key);
        if (term == null) {
            return OptionalDouble.empty();
        }
        Optional<Double> number = Quantities.decimal(term.value()).filter(value -> value >= least && value <= most);
        return number.map(OptionalDouble::of).orElseGet(() -> {
            bad(key);
            return OptionalDouble.empty();
        });
    }

    private OptionalInt whole(Key key, int least, int most) {
        Terms.Term term = terms.get(key);
        if (term == null) {
            return OptionalInt.empty();
        }
        boolean digits = term.value().matches("[0-9]{1,9}");
        int value = digits ? Integer.parseInt(term.value()) : -1;
        if (value < least || value > most) {
            bad(key);
            return OptionalInt.empty();
        }
        return OptionalInt.of(value);
    }

    private Optional<Long> bytes() {
        return Optional.ofNullable(terms.get(Key.MEMORY)).flatMap(term -> {
            long bytes = Quantities.bytes(term.value()).orElse(0);
            if (bytes <= 0) {
                bad(Key.MEMORY);
            }
            return bytes > 0 ? Optional.of(bytes) : Optional.empty();
        });
    }

    private OptionalDouble bits() {
        Terms.Term term = terms.get(Key.NETWORK);
        if (term == null) {
            return OptionalDouble.empty();
        }
        Map<String, Double> units = Map.of("kbit", 1e3, "mbit", 1e6, "gbit", 1e9);
        String lower = term.value().toLowerCase(Locale.ROOT);
        for (Map.Entry<String, Double> unit : units.entrySet()) {
            if (lower.endsWith(unit.getKey())) {
                String digits =
                        lower.substring(0, lower.length() - unit.getKey().length());
                Optional<Double> number = Quantities.decimal(digits.strip()).filter(value -> value > 0);
                if (number.isPresent()) {
                    return OptionalDouble.of(number.get() * unit.getValue());
                }
            }
        }
        bad(Key.NETWORK);
        return OptionalDouble.empty();
    }

    private Optional<Duration> timeout() {
        Terms.Term term = terms.get(Key.KEEPALIVE_TIMEOUT);
        if (term == null) {
            return Optional.empty();
        }
        Optional<Duration> time = Quantities.duration(term.value())
                .filter(value -> value.equals(value.truncatedTo(ChronoUnit.SECONDS))
                        && value.toSeconds() >= 1
                        && value.toSeconds() <= 1_000_000);
        if (time.isEmpty()) {
            bad(Key.KEEPALIVE_TIMEOUT);
        }
        return time;
    }

    private double share(Key key, double usual, java.util.function.DoublePredicate allowed) {
        Terms.Term term = terms.get(key);
        if (term == null) {
            return usual;
        }
        Optional<Double> share = Quantities.share(term.value()).filter(allowed::test);
        if (share.isEmpty()) {
            bad(key);
        }
        return share.orElse(usual);
    }

    private Set<Need> needs() {
        Set<Need> needs = EnumSet.noneOf(Need.class);
        Terms.Term term = terms.get(Key.NEEDS);
        if (term == null) {
            return needs;
        }
        List<String> words = Stream.of(Need.values()).map(Need::word).toList();
        for (String word : term.value().split("\\+", -1)) {
            Optional<Need> need = Stream.of(Need.values())
                    .filter(candidate -> candidate.word().equals(word.strip()))
                    .findFirst();
            need.ifPresent(needs::add);
            if (need.isEmpty()) {
                problems.add(new Problem(
                        source,
                        positions ? term.line() : 0,
                        term.column(),
                        "'" + word.strip() + "' is no need",
                        Optional.of(String.join(", ", words)),
                        Nearest.to(word.strip(), words)));
            }
        }
        return needs;
    }

    private void bad(Key key) {
        Terms.Term term = terms.get(key);
        problems.add(at(term, "'" + term.value() + "' is no value for " + key.word(), key.allowed));
    }

    private Problem at(Terms.Term term, String what, String allowed) {
        return problem(term.line(), term.column(), what, allowed);
    }

    private Problem problem(int line, int column, String what, String allowed) {
        return new Problem(source, positions ? line : 0, column, what, Optional.of(allowed), Optional.empty());
    }
}
