package org.mpmlab.core.scenario;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.load.Idle;
import org.mpmlab.core.load.Journey;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.Target;
import org.mpmlab.core.load.WarmUp;
import org.mpmlab.core.search.Next;
import org.mpmlab.core.search.Purpose;
import org.mpmlab.core.search.Search;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Stack;

/**
 * A load without its targets, as a scenario asks for it on every stack and site.
 *
 * @param name unique within a scenario, such as {@code ttfb-h1}
 * @param engine what carries it out
 * @param protocol of the requests
 * @param arrival in rounds over all stacks at once, or closed or open on one stack alone
 * @param connections to each stack
 * @param idle connections to each stack that stay open beside those that send
 * @param search a rate to look for by trials, each of which is this load at another rate; empty for a load that is sent
 *     once, as it is
 * @param journey what each visitor does; empty for one request after another. Without assets of its own, a journey that
 *     fetches assets fetches those of the site's page
 * @param warmUp before measuring; never counted
 * @param duration of measuring, at most
 * @param requestTimeout of one request
 * @param sites the sites that it is for; none for all
 * @param stacks the names of the stacks that it is for; none for all
 */
public record LoadShape(
        String name,
        GeneratorKind engine,
        Protocol protocol,
        Arrival arrival,
        Connections connections,
        Idle idle,
        Optional<Search> search,
        Optional<Journey> journey,
        Duration warmUp,
        Duration duration,
        Duration requestTimeout,
        Set<String> sites,
        Set<String> stacks) {
    public LoadShape {
        engine = engine == null ? GeneratorKind.NATIVE : engine; // runs stored before there was a choice
        idle = idle == null ? Idle.NONE : idle;
        search = search == null ? Optional.empty() : search;
        journey = journey == null ? Optional.empty() : journey;
        sites = Set.copyOf(sites);
        stacks = stacks == null ? Set.of() : Set.copyOf(stacks);
    }

    /** Single requests of the native engine, with no idle connections beside them. */
    public LoadShape(
            String name,
            Protocol protocol,
            Arrival arrival,
            Connections connections,
            Duration warmUp,
            Duration duration,
            Duration requestTimeout,
            Set<String> sites) {
        this(
                name,
                GeneratorKind.NATIVE,
                protocol,
                arrival,
                connections,
                Idle.NONE,
                Optional.empty(),
                Optional.empty(),
                warmUp,
                duration,
                requestTimeout,
                sites,
                Set.of());
    }

    /** Whether all stacks take turns in one load, so that they share every moment. */
    @JsonIgnore
    public boolean inRounds() {
        return arrival instanceof Arrival.Rounds;
    }

    /** Why this stack can't take this load; empty when it can. */
    public Optional<Compatibility.Refusal> refusal(Stack stack) {
        return stack.composition()
                .map(composition -> Compatibility.refusal(composition, protocol))
                .orElseGet(() -> refusal(stack.address().orElseThrow()));
    }

    private Optional<Compatibility.Refusal> refusal(URI address) {
        boolean tls = "https".equals(address.getScheme());
        if (protocol == Protocol.H2 && !tls) {
            return Optional.of(new Compatibility.Refusal(
                    "h2-needs-https",
                    "HTTP/2 over TLS at an http address",
                    "browsers' HTTP/2 is negotiated within TLS (ALPN)",
                    "an https address, or protocol: h2c",
                    "RFC 9113, 3.2"));
        }
        if (protocol == Protocol.H2C && tls) {
            return Optional.of(new Compatibility.Refusal(
                    "h2c-needs-http",
                    "HTTP/2 in clear text at an https address",
                    "prior knowledge (h2c) is for clear text",
                    "an http address, or protocol: h2",
                    "RFC 9113, 3.3"));
        }
        return Optional.empty();
    }

    public boolean isFor(String site) {
        return sites.isEmpty() || sites.contains(site);
    }

    /** Whether the scenario means it for this stack, which may yet refuse it. */
    public boolean isMeantFor(Stack stack) {
        return stacks.isEmpty() || stacks.contains(stack.name());
    }

    /** Whether this stack is sent this load. */
    public boolean isTakenBy(Stack stack) {
        return isMeantFor(stack) && refusal(stack).isEmpty();
    }

    /**
     * The load, on its way to these targets.
     *
     * @param assets what the site's page needs beside itself
     */
    public Load toward(List<Target> targets, List<String> assets, long seed) {
        return new Load(
                targets,
                protocol,
                arrival,
                connections,
                idle,
                journey.map(visit -> visit.orAssets(assets)),
                WarmUp.fixed(warmUp),
                duration,
                requestTimeout,
                seed);
    }

    public LoadShape named(String name) {
        return with(name, arrival, search, warmUp, duration, sites, stacks);
    }

    public LoadShape withArrival(Arrival arrival) {
        return with(name, arrival, search, warmUp, duration, sites, stacks);
    }

    public LoadShape withTimes(Duration warmUp, Duration duration) {
        return with(name, arrival, search, warmUp, duration, sites, stacks);
    }

    public LoadShape forSites(Set<String> sites) {
        return with(name, arrival, search, warmUp, duration, sites, stacks);
    }

    public LoadShape forStacks(Set<String> stacks) {
        return with(name, arrival, search, warmUp, duration, sites, stacks);
    }

    /** The same wherever it is applied: kept to no sites and no stacks. */
    public LoadShape everywhere() {
        return forSites(Set.of()).forStacks(Set.of());
    }

    /** The same, sent at many rates in search of one. */
    public LoadShape inSearch(Search asked) {
        return with(name, arrival, Optional.of(asked), warmUp, duration, sites, stacks);
    }

    /** One trial of the search, which is no search itself: at random (Poisson) at that rate, or closed for a probe. */
    public LoadShape trial(Next.Attempt attempt) {
        Arrival tried = attempt.purpose() == Purpose.PROBE
                ? new Arrival.Closed()
                : new Arrival.Open(
                        Arrival.Open.at(attempt.ratePerSecond()).profile(),
                        Arrival.Spacing.POISSON,
                        arrival instanceof Arrival.Open open ? open.quantum() : Duration.ZERO);
        return with(name, tried, Optional.empty(), warmUp, attempt.duration(), sites, stacks);
    }

    private LoadShape with(
            String name,
            Arrival arrival,
            Optional<Search> search,
            Duration warmUp,
            Duration duration,
            Set<String> sites,
            Set<String> stacks) {
        return new LoadShape(
                name,
                engine,
                protocol,
                arrival,
                connections,
                idle,
                search,
                journey,
                warmUp,
                duration,
                requestTimeout,
                sites,
                stacks);
    }
}
