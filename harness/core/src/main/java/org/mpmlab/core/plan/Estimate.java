package org.mpmlab.core.plan;

import java.time.Duration;
import java.util.List;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.GeneratorKind;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.search.RateSearch;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stack.PhpMode;
import org.mpmlab.core.stack.Stack;

/**
 * How long things take, roughly: so that a plan can say so and a budget can be kept. What
 * starting takes was measured on two shared cores; the rest are rough guesses in the shape of what runs showed, and
 * lean to the long side for small pages.
 */
final class Estimate {
    /** Of a phase, however many stacks it has: made ready and written down. */
    static final Duration PHASE = Duration.ofMillis(500);
    /**
     * Of each stack that a phase starts: its container, the page being right, identity, removal. With {@link #PHASE}
     * it makes about 8 s of 14 stacks and 1 s of one, as was measured.
     */
    static final Duration START = Duration.ofMillis(550);
    /** Of each step beside its load: connecting, the last answers, observations, the files. */
    static final Duration STEP = Duration.ofMillis(200);
    /** Of each site that is calibrated, once a run. */
    static final Duration CALIBRATION = Duration.ofSeconds(5);
    /** Of a request beside its page. */
    static final Duration REQUEST = Duration.ofNanos(300_000);
    /** More for a request that starts a php-cgi process. */
    static final Duration CGI_PROCESS = Duration.ofMillis(20);
    /** More for a request that opens its connection, TLS and ITK's fork among it. */
    static final Duration CONNECTION = Duration.ofMillis(3);

    /** Of each load of Gatling's: its process's start and end. */
    static final Duration GATLING_PROCESS = Duration.ofSeconds(3);

    private Estimate() {}

    /** Of warm-up and measuring of one load. */
    static Duration step(LoadShape load, Site site, List<Stack> stacks) {
        if (load.search().isPresent()) {
            return RateSearch.usual(load.search().get(), load.duration(), load.warmUp());
        }
        Duration measuring = load.duration();
        if (load.arrival() instanceof Arrival.Rounds rounds && rounds.limit() > 0) {
            Duration all = round(load, rounds, site, stacks).multipliedBy(rounds.limit());
            measuring = all.compareTo(measuring) < 0 ? all : measuring;
        }
        Duration process = load.engine() == GeneratorKind.GATLING ? GATLING_PROCESS : Duration.ZERO;
        return process.plus(load.warmUp()).plus(measuring).plus(idle(load, site).multipliedBy(stacks.size()));
    }

    /** Idle connections ask when they are opened and once more in the end, a CPU's worth at a time. */
    private static Duration idle(LoadShape load, Site site) {
        Duration request =
                load.idle().path().isPresent() ? REQUEST : site.nominal().plus(REQUEST);
        return request.multipliedBy(2L * load.idle().connections());
    }

    private static Duration round(LoadShape load, Arrival.Rounds rounds, Site site, List<Stack> stacks) {
        Duration round = rounds.pause();
        for (Stack stack : stacks) {
            round = round.plus(site.nominal()).plus(REQUEST);
            boolean cgi = stack.composition()
                    .filter(parts -> parts.php() == PhpMode.CGI)
                    .isPresent();
            if (cgi && site.page().php()) {
                round = round.plus(CGI_PROCESS);
            }
            if (!load.connections().keepsAlive()) {
                round = round.plus(CONNECTION);
            }
        }
        return round;
    }

    /** Of a phase: starts, steps and the end. */
    static Duration phase(Scenario scenario, Plan.Phase phase) {
        long started = phase.stacks().stream()
                .filter(name -> scenario.stack(name).address().isEmpty())
                .count();
        return phase.steps().stream()
                .map(step -> step.estimate().plus(STEP))
                .reduce(PHASE.plus(START.multipliedBy(started)), Duration::plus);
    }

    static Duration block(Scenario scenario, Plan.Block block) {
        return block.phases().stream().map(phase -> phase(scenario, phase)).reduce(Duration.ZERO, Duration::plus);
    }

    /** Of what is done once a run, before the first block. */
    static Duration preparing(Scenario scenario) {
        return CALIBRATION.multipliedBy(scenario.sites().stream()
                .filter(site -> site.calibrate().isPresent())
                .count());
    }
}
