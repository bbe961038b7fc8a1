package org.mpmlab.core.claim;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.mpmlab.core.capacity.model.EventConnections;
import org.mpmlab.core.load.IdleResult;
import org.mpmlab.core.run.CellResult;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.stack.Defaults;
import org.mpmlab.core.stack.Mpm;
import org.mpmlab.core.stack.Setting;
import org.mpmlab.core.stack.Settings;
import org.mpmlab.core.stack.Stack;
import org.mpmlab.core.verdict.Verdict;

/**
 * How many idle kept-alive connections a stack holds until new requests starve.
 *
 * @param scenario stacks, a site and loads that hold idle connections
 * @param expect what is said of each stack, at least one
 * @param tolerance as a share of what is expected
 */
public record Starvation(Scenario scenario, List<Held> expect, double tolerance) implements Trial {
    /**
     * What is said of a stack.
     *
     * @param arm the stack's name
     * @param site the site's name
     * @param load the load's name
     * @param starvesAt with so many held; empty for the MPM's formula
     * @param holds at least so many without starving; empty where it is said at how many it starves
     */
    public record Held(String arm, String site, String load, OptionalInt starvesAt, OptionalInt holds) {}

    public Starvation {
        expect = List.copyOf(expect);
    }

    @Override
    public Optional<Scenario> measuring() {
        return Optional.of(scenario);
    }

    @Override
    public int leastBlocks() {
        return 1;
    }

    /**
     * Idle connections at which no process accepts another one: of prefork, ITK and worker MaxRequestWorkers, as each
     * holds a worker; of event what {@link EventConnections#bound} gives.
     */
    static long formula(Stack stack) {
        Mpm mpm = stack.composition().orElseThrow().mpm().orElseThrow();
        Settings settings = Defaults.effective(stack.composition().get(), stack.settings());
        long workers = settings.number(Setting.MAX_REQUEST_WORKERS).orElseThrow();
        int factor = Math.toIntExact(settings.number(Setting.ASYNC_REQUEST_WORKER_FACTOR, 2));
        return mpm == Mpm.EVENT ? (long) EventConnections.bound((double) workers, 0, factor) : workers;
    }

    @Override
    public List<Outcome> outcomes(Evidence evidence) {
        return expect.stream().map(held -> outcome(held, evidence)).toList();
    }

    private Outcome outcome(Held held, Evidence evidence) {
        CellKey key = new CellKey(held.arm(), held.site(), held.load());
        List<CellResult> cells = evidence.cells(key);
        // A server that neither held all nor starved gets another try too.
        Optional<IdleResult> told = cells.stream()
                .map(cell -> cell.result().idle())
                .filter(idle -> idle.held() > 0 && (verdict(held, idle) != Verdict.INVALID || Outcome.isLastTry(cells)))
                .findFirst();
        String what = what(held);
        if (told.isEmpty()) {
            return Outcome.untold(what, scenario, key, cells);
        }
        IdleResult idle = told.get();
        String found = String.format(
                Locale.ROOT, idle.starved() ? "starved at %,d" : "held %,d and still answered", idle.held());
        return Outcome.seen(what, verdict(held, idle), found);
    }

    private Verdict verdict(Held held, IdleResult idle) {
        return held.holds().isPresent() ? holding(held, idle) : starving(held, idle);
    }

    private String what(Held held) {
        return held.holds().isPresent()
                ? String.format(
                        Locale.ROOT, "%s holds %,d", held.arm(), held.holds().getAsInt())
                : String.format(
                        Locale.ROOT, "%s starves at %,d, within %.0f %%", held.arm(), expected(held), tolerance * 100);
    }

    private long expected(Held held) {
        return held.starvesAt().isPresent() ? held.starvesAt().getAsInt() : formula(scenario.stack(held.arm()));
    }

    private static Verdict holding(Held held, IdleResult idle) {
        if (idle.held() >= held.holds().getAsInt()) {
            return Verdict.SUPPORTED;
        }
        return idle.starved() ? Verdict.REFUTED : Verdict.INVALID;
    }

    private Verdict starving(Held held, IdleResult idle) {
        long expected = expected(held);
        double most = tolerance * expected;
        if (idle.starved()) {
            return Math.abs(idle.held() - expected) <= most ? Verdict.SUPPORTED : Verdict.REFUTED;
        }
        // It holds more than it should; or too few were opened to tell.
        return idle.held() - expected > most ? Verdict.REFUTED : Verdict.INVALID;
    }

    @Override
    public Trial renamed(Names names) {
        return new Starvation(
                names.scenario(scenario),
                expect.stream()
                        .map(held -> new Held(
                                names.stack(held.arm()),
                                held.site(),
                                names.load(held.load()),
                                held.starvesAt(),
                                held.holds()))
                        .toList(),
                tolerance);
    }
}
