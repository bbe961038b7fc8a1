package org.mpmlab.core.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.scenario.LoadShape;
import org.mpmlab.core.verdict.Measure;
import org.mpmlab.core.verdict.NoiseFloor;
import org.mpmlab.core.verdict.Question;

/**
 * What a machine can tell apart, by site, load and measure.
 *
 * @param machine that it holds for
 * @param floors each from comparing a stack with its twin
 */
public record NoiseFloors(String machine, List<Floor> floors) {
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
        private boolean holdsFor(LoadShape load, Question question) {
            return isAlike(question.site(), load, question.measure());
        }

        private boolean isAlike(String site, LoadShape load, Measure measure) {
            return site.equals(this.site)
                    && measure.equals(this.measure)
                    && load.protocol() == protocol
                    && load.arrival().equals(arrival)
                    && load.connections().equals(connections);
        }
    }

    public NoiseFloors {
        floors = List.copyOf(floors);
    }

    /** The floor beneath a question's verdict; of one arm there is none. */
    Optional<NoiseFloor> of(LoadShape load, Question question) {
        return floors.stream()
                .filter(floor -> question.against().isPresent() && floor.holdsFor(load, question))
                .map(Floor::floor)
                .findFirst();
    }

    /** With another floor, in place of an earlier one of the same. */
    public NoiseFloors with(String site, LoadShape load, Measure measure, NoiseFloor floor) {
        List<Floor> others = new ArrayList<>(
                floors.stream().filter(one -> !one.isAlike(site, load, measure)).toList());
        others.add(new Floor(site, load.protocol(), load.arrival(), load.connections(), measure, floor));
        return new NoiseFloors(machine, others);
    }
}
