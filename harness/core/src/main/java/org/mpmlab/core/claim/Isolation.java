package org.mpmlab.core.claim;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mpmlab.core.claim.Observed.NeighboursSeen;
import org.mpmlab.core.claim.Observed.Tenant;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.stack.Composition;
import org.mpmlab.core.verdict.Verdict;

/**
 * Whom PHP runs as, and what it may read, where two users' sites share a server. Each user's files have the modes that
 * panels give them: the user's own, readable to the server's group (0750 and 0640).
 *
 * @param expect what is said of each stack, at least one
 */
public record Isolation(List<Expected> expect) implements Trial {
    private static final Duration ONE_START = Duration.ofSeconds(4);

    /** Whom PHP runs as. */
    public enum RunsAs {
        /** Each site's own user. */
        OWN_USER,
        /** The server's user, the same for all sites. */
        WWW_DATA;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Of its word, which the schema has seen to be one. */
        static RunsAs parse(String word) {
            return Arrays.stream(values())
                    .filter(one -> one.word().equals(word))
                    .findFirst()
                    .orElseThrow();
        }

        private boolean is(Tenant tenant) {
            return tenant.runsAs().equals(this == OWN_USER ? tenant.owner() : word());
        }
    }

    /**
     * What is said of a stack.
     *
     * @param stack which
     * @param runsAs whom PHP runs as
     * @param readsForeign whether PHP of one site can read the other's file
     */
    public record Expected(Composition stack, RunsAs runsAs, boolean readsForeign) {
        private String who() {
            return stack + " runs PHP as "
                    + (runsAs == RunsAs.OWN_USER ? "each site's own user" : runsAs.word() + " for all sites");
        }

        private String reads() {
            return stack + (readsForeign ? " lets" : " does not let") + " one site's PHP read the other's file";
        }
    }

    public Isolation {
        expect = List.copyOf(expect);
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
        return ONE_START.multipliedBy(expect.size());
    }

    @Override
    public List<Outcome> outcomes(Evidence evidence) {
        return expect.stream()
                .flatMap(expected -> evidence
                        .observed()
                        .neighbours(expected.stack())
                        .map(seen -> outcomes(expected, seen))
                        .orElseGet(() -> List.of(
                                Outcome.lacking(expected.who(), "one start of the server", Set.of()),
                                Outcome.lacking(expected.reads(), "one start of the server", Set.of())))
                        .stream())
                .toList();
    }

    private static List<Outcome> outcomes(Expected expected, NeighboursSeen seen) {
        boolean who = seen.tenants().stream().allMatch(expected.runsAs()::is);
        String users = seen.tenants().stream()
                .map(tenant -> "PHP of " + tenant.owner() + "'s " + tenant.site() + " runs as " + tenant.runsAs())
                .collect(Collectors.joining(", "));
        return List.of(
                Outcome.seen(expected.who(), who ? Verdict.SUPPORTED : Verdict.REFUTED, users),
                reading(expected, seen.tenants()));
    }

    /** A site whose own file is out of its reach tells nothing about another's. */
    private static Outcome reading(Expected expected, List<Tenant> tenants) {
        Optional<Tenant> broken =
                tenants.stream().filter(tenant -> !tenant.readsOwn()).findFirst();
        if (broken.isPresent()) {
            return Outcome.seen(
                    expected.reads(),
                    Verdict.INVALID,
                    "PHP of " + broken.get().site() + " can't read its own site's file either");
        }
        boolean as = tenants.stream().allMatch(tenant -> tenant.readsForeign() == expected.readsForeign());
        String found = tenants.stream()
                .map(tenant -> tenant.readsForeign() ? tenant.runsAs() + " reads it" : tenant.said())
                .distinct()
                .collect(Collectors.joining("; "));
        return Outcome.seen(expected.reads(), as ? Verdict.SUPPORTED : Verdict.REFUTED, found);
    }

    @Override
    public Trial renamed(Names names) {
        return this;
    }
}
