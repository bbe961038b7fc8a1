package org.mpmlab.core.plan;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.scenario.ShippedLibrary;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.Compatibility;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.stack.Stack;

/** Scenarios of all sorts, for properties. */
public final class Scenarios extends DomainContextBase {
    private static final Scenario FULL = ShippedLibrary.catalogue("full.yaml");

    @Provide
    Arbitrary<Scenario> scenarios() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.of(stacks()).set().ofMinSize(1).ofMaxSize(8),
                        Arbitraries.of(FULL.sites()).set().ofMinSize(1).ofMaxSize(4),
                        loads().set().ofMinSize(1).ofMaxSize(7))
                .as((blocks, stacks, sites, shapes) -> new Scenario(
                        "any",
                        "",
                        blocks,
                        List.copyOf(stacks),
                        List.copyOf(sites),
                        named(List.copyOf(shapes), List.copyOf(sites)),
                        FULL.placement()));
    }

    private static List<Stack> stacks() {
        List<Stack> all =
                new ArrayList<>(Compatibility.valid().stream().map(Stack::of).toList());
        for (String address : List.of("http://127.0.0.1:8080/", "https://127.0.0.1:8443/")) {
            all.add(new Stack(
                    address.substring(0, address.indexOf(':')),
                    Optional.empty(),
                    Settings.NONE,
                    List.of(),
                    Optional.empty(),
                    Optional.of(URI.create(address))));
        }
        return all;
    }

    private static Arbitrary<LoadShape> loads() {
        Arbitrary<Arrival> arrivals = Arbitraries.oneOf(
                Arbitraries.just(new Arrival.Closed()),
                Arbitraries.integers().between(1, 900).map(rate -> Arrival.Open.at(rate)),
                Arbitraries.longs().between(0, 500).map(limit -> new Arrival.Rounds(false, Duration.ZERO, limit)));
        return Combinators.combine(
                        Arbitraries.of(Protocol.values()),
                        arrivals,
                        Arbitraries.integers().between(1, 64),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 10),
                        Arbitraries.integers().between(1, 90),
                        Arbitraries.of(true, false))
                .as((protocol, arrival, count, kept, warmUp, seconds, firstSite) -> new LoadShape(
                        firstSite ? "first" : "all",
                        protocol,
                        arrival,
                        kept ? Connections.kept(count) : Connections.fresh(count),
                        Duration.ofSeconds(warmUp),
                        Duration.ofSeconds(seconds),
                        Duration.ofSeconds(10),
                        Set.of()));
    }

    /** With unique names, and some of them for the first site alone. */
    private static List<LoadShape> named(List<LoadShape> shapes, List<Site> sites) {
        List<LoadShape> named = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            LoadShape shape = shapes.get(i);
            named.add(new LoadShape(
                    "load" + i + "-" + shape.protocol().word() + "-c"
                            + shape.connections().count(),
                    shape.protocol(),
                    shape.arrival(),
                    shape.connections(),
                    shape.warmUp(),
                    shape.duration(),
                    shape.requestTimeout(),
                    shape.name().equals("first") ? Set.of(sites.get(0).name()) : Set.of()));
        }
        return named;
    }
}
