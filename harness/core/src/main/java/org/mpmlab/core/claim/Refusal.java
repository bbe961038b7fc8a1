package org.mpmlab.core.claim;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.verdict.Verdict;

/**
 * Configurations that the server itself refuses.
 *
 * @param configurations at least one
 */
public record Refusal(List<Configuration> configurations) implements Trial {
    private static final Duration ONE_START = Duration.ofSeconds(4);
    private static final int MOST_WORDS = 160;

    /** How a server refuses. */
    public enum Manner {
        /** Its configuration test fails. */
        TEST,
        /** Its test passes, and it ends when it is started. */
        START,
        /** It starts, and does not serve the page. */
        REQUEST,
        /** It serves, but negotiates no HTTP/2 with a browser that offers it. */
        HTTP2;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Of its word, which the schema has seen to be one. */
        static Manner parse(String word) {
            return Arrays.stream(values())
                    .filter(manner -> manner.word().equals(word))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * What is asked of the server.
     *
     * @param stack which may be one that can't be had
     * @param module to load beside, such as {@code mpm_itk_module mpm_itk.so}
     * @param manner in which it is refused
     * @param says words of the server's that show it is refused for this reason
     */
    public record Configuration(Composition stack, Optional<String> module, Manner manner, Optional<String> says) {
        String words() {
            return switch (manner) {
                case TEST, START -> stack + module.map(name -> " with " + name).orElse("") + " is refused";
                case REQUEST -> stack + " does not serve a page";
                case HTTP2 -> stack + " negotiates no HTTP/2";
            };
        }
    }

    public Refusal {
        configurations = List.copyOf(configurations);
    }

    @Override
    public Optional<Scenario> measuring() {
        return Optional.empty();
    }

    @Override
    public int leastBlocks() {
        return 0;
    }

    @Override
    public Duration looking() {
        return ONE_START.multipliedBy(configurations.size());
    }

    @Override
    public List<Outcome> outcomes(Evidence evidence) {
        return configurations.stream()
                .map(configuration -> evidence.observed()
                        .refusal(configuration)
                        .map(Refusal::outcome)
                        .orElseGet(() -> Outcome.lacking(configuration.words(), "one start of the server", Set.of())))
                .toList();
    }

    /** Refused for another reason than the claim's is no evidence for it. */
    private static Outcome outcome(Observed.RefusalSeen seen) {
        String what = seen.configuration().words();
        if (seen.unfit()) {
            return Outcome.seen(what, Verdict.INVALID, "the server did not stand: " + inShort(seen.said()));
        }
        if (!seen.refused()) {
            return Outcome.seen(what, Verdict.REFUTED, "the server does it");
        }
        Optional<String> words = seen.configuration().says();
        boolean forThat = words.isEmpty() || seen.said().contains(words.get());
        return Outcome.seen(
                what,
                forThat ? Verdict.SUPPORTED : Verdict.INVALID,
                forThat
                        ? words.map(said -> "the server says: " + line(seen.said(), said))
                                .orElse("as claimed")
                        : "refused, but not with the words '" + words.get() + "': " + inShort(seen.said()));
    }

    private static String line(String said, String words) {
        return inShort(
                said.lines().filter(line -> line.contains(words)).findFirst().orElse(words));
    }

    private static String inShort(String text) {
        String one = text.strip()
                .replaceAll("^\\[[^]]*] \\[[^]]*] (?:\\[[^]]*] )*", "")
                .replaceAll("\\s+", " ");
        return one.length() <= MOST_WORDS ? one : one.substring(0, MOST_WORDS) + " ...";
    }

    @Override
    public Trial renamed(Names names) {
        return this;
    }
}
