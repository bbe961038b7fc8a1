package org.mpmlab.gatling.simulation;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mpmlab.core.load.Journey;
import org.mpmlab.gatling.visit.Course;

/**
 * Visitors who come, do something, and leave: always as many in a closed load, at a rate in an open one. Gatling is
 * asked to assert that no request fails.
 */
public abstract class JourneySimulation extends Simulation {
    private final Course course = Stage.course();

    /**
     * A simulation of the load that is on {@linkplain Stage stage}.
     *
     * @param visit what one visitor does, from the gate on
     * @param assertions beside the one that no request fails
     */
    @SuppressWarnings("this-escape") // Gatling wants its simulations set up in their constructors
    protected JourneySimulation(Function<Course, ChainBuilder> visit, Assertion... assertions) {
        ChainBuilder once = exec(course.gate()).exec(visit.apply(course));
        ChainBuilder visits =
                course.isClosed() ? asLongAs(session -> course.goesOn()).on(once) : once;
        List<Assertion> all = new ArrayList<>(List.of(assertions));
        all.add(global().failedRequests().count().is(0L));
        setUp(scenario("visitors").exec(visits).injectOpen(atOnceUsers(course.visitors())))
                .assertions(all);
    }

    /** The simulation of a kind of journey; empty for single requests. */
    public static Class<? extends JourneySimulation> of(Optional<Journey> journey) {
        if (journey.isEmpty()) {
            return RequestsSimulation.class;
        }
        return switch (journey.get().kind()) {
            case BROWSING -> BrowsingSimulation.class;
            case KEEP_ALIVE -> KeepAliveSimulation.class;
            case LOGIN -> LoginSimulation.class;
            case PAGE_LOAD -> PageLoadSimulation.class;
        };
    }

    @Override
    public void after() {
        course.close();
    }
}
