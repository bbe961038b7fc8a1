package org.mpmlab.core.verdict;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.scenario.Quantities;
import org.mpmlab.core.scenario.Scenario;
import org.mpmlab.core.site.Site;
import org.mpmlab.core.stats.Looks;

/**
 * What a machine can tell apart, by site, load and measure: what {@code mpmlab calibrate} leaves behind.
 *
 * @param machine that it holds for, as {@link org.mpmlab.core.run.Environment#machine()} has it
 * @param floors each from comparing a stack with its twin
 */
public record NoiseFloors(String machine, List<Floor> floors) {
    /** Of a machine that was never calibrated. */
    public static final NoiseFloors NONE = new NoiseFloors("", List.of());

    /**
     * One of them.
     *
     * @param site the site's name
     * @param protocol of the load
     * @param arrival of the load
     * @param connections of the load
     * @param measure that was compared
     * @param floor what was found
     */
    public record Floor(
            String site,
            Protocol protocol,
            Arrival arrival,
            Connections connections,
            Measure measure,
            NoiseFloor floor) {

        private boolean replaces(Floor other) {
            return site.equals(other.site)
                    && measure.equals(other.measure)
                    && protocol == other.protocol
                    && connections.equals(other.connections)
                    && arrival.equals(other.arrival);
        }

        private boolean isOf(String site, LoadShape load, Measure measure) {
            return site.equals(this.site)
                    && measure.equals(this.measure)
                    && load.protocol() == protocol
                    && load.connections().equals(connections);
        }

        /** A block of more rounds varies no more than one of fewer, so what holds for fewer holds for it. */
        private boolean holdsUnder(Arrival asked) {
            return arrival.equals(asked)
                    || (arrival instanceof Arrival.Rounds mine
                            && asked instanceof Arrival.Rounds other
                            && mine.atOnce() == other.atOnce()
                            && mine.pause().equals(other.pause())
                            && rounds() <= rounds(other));
        }

        private long rounds() {
            return arrival instanceof Arrival.Rounds mine ? rounds(mine) : 0;
        }

        /** As many as fit into the load's time are more than any number. */
        private static long rounds(Arrival.Rounds rounds) {
            return rounds.limit() == 0 ? Long.MAX_VALUE : rounds.limit();
        }
    }

    public NoiseFloors {
        floors = List.copyOf(floors);
    }

    @JsonIgnore
    public boolean isEmpty() {
        return floors.isEmpty();
    }

    /** The floor beneath a question's verdict; of one arm there is none. Of several that hold, that of the most rounds. */
    public Optional<NoiseFloor> of(LoadShape load, Question question) {
        return question.against().isEmpty() ? Optional.empty() : of(load, question.site(), question.measure());
    }

    /** The floor beneath comparisons of a measure on a site under a load. */
    public Optional<NoiseFloor> of(LoadShape load, String site, Measure measure) {
        return floors.stream()
                .filter(floor -> floor.isOf(site, load, measure) && floor.holdsUnder(load.arrival()))
                .max(Comparator.comparingLong(Floor::rounds))
                .map(Floor::floor);
    }

    /** With another floor, in place of an earlier one of the same. */
    public NoiseFloors with(String site, LoadShape load, Measure measure, NoiseFloor floor) {
        return with(new Floor(site, load.protocol(), load.arrival(), load.connections(), measure, floor));
    }

    /** With all of another's floors, in place of earlier ones of the same. */
    public NoiseFloors with(NoiseFloors more) {
        NoiseFloors all = this;
        for (Floor floor : more.floors) {
            all = all.with(floor);
        }
        return all;
    }

    private NoiseFloors with(Floor floor) {
        List<Floor> all = new ArrayList<>(
                floors.stream().filter(one -> !floor.replaces(one)).toList());
        all.add(floor);
        return new NoiseFloors(machine, all);
    }

    /**
     * What is to be said below verdicts that have no floor, though {@code mpmlab calibrate} would give them one: a
     * sentence with the command; empty where nothing is missing.
     *
     * @param questions that were judged
     * @param loads by their names, as the run has them
     */
    public Optional<String> missing(Collection<Question> questions, Function<String, LoadShape> loads) {
        List<String> sites = questions.stream()
                .filter(question -> canBeCalibrated(question, loads.apply(question.load())))
                .filter(question -> of(loads.apply(question.load()), question).isEmpty())
                .map(Question::site)
                .distinct()
                .sorted()
                .toList();
        if (sites.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                isEmpty()
                        ? "calibrate has not been run on this machine: ./mpmlab calibrate --site " + sites.get(0)
                        : "calibrate has not been run on this machine for " + String.join(", ", sites)
                                + ": ./mpmlab calibrate --site " + sites.get(0));
    }

    /**
     * What is to be said before a measurement: how each margin that is asked for compares with what the machine can
     * prove. Nothing of margins on sites and loads that were not calibrated.
     *
     * @param loads by their names, as the run will have them
     */
    public List<String> outlook(Collection<Question> questions, Function<String, LoadShape> loads) {
        return questions.stream()
                .flatMap(question ->
                        of(loads.apply(question.load()), question).flatMap(floor -> outlook(question, floor)).stream())
                .distinct()
                .toList();
    }

    /** What a scenario's blocks can prove of stacks that take turns, where it is known: a line for each site and measure. */
    public List<String> outlook(Scenario scenario) {
        OptionalInt look = Looks.STANDARD.reached(scenario.blocks());
        List<String> lines = new ArrayList<>();
        for (LoadShape load : scenario.loads()) {
            for (Site site : scenario.sites()) {
                for (Measure measure :
                        floors.stream().map(Floor::measure).distinct().toList()) {
                    of(load, site.name(), measure)
                            .ifPresent(floor -> lines.add(measure.word() + " on " + site.name() + ", " + load.name()
                                    + ": this machine can prove "
                                    + (look.isPresent()
                                            ? String.format(
                                                    Locale.ROOT,
                                                    "%.2g %% at %d blocks",
                                                    floor.marginAt(look.getAsInt()) * 100,
                                                    look.getAsInt())
                                            : floor.provable() + ", and nothing before "
                                                    + Looks.STANDARD.blocks().get(0))));
                }
            }
        }
        return lines;
    }

    private static Optional<String> outlook(Question question, NoiseFloor floor) {
        return question.expectation() instanceof Expectation.EquivalentWithin within
                ? Optional.of(question.measure().word() + " within " + percent(within.margin()) + " on "
                        + question.site() + ": this machine can prove " + floor.provable()
                        + (within.margin() < floor.smallestMargin()
                                ? ", so this is too narrow for it: widen the margin, or quieten the machine"
                                : ""))
                : Optional.empty();
    }

    private static String percent(double share) {
        return Quantities.number(Math.round(share * 1e4) / 1e2) + " %";
    }

    private static boolean canBeCalibrated(Question question, LoadShape load) {
        return question.against().isPresent()
                && question.measure().kind() == Measure.Kind.TTFB
                && load.inRounds()
                && load.protocol() == Protocol.H1
                && load.connections().keepsAlive();
    }
}
