package org.mpmlab.gatling.simulation;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.repeat;

import org.mpmlab.gatling.visit.Requests;

/** Visitors who arrive, ask for pages over one kept connection, reading in between, and leave. */
public final class KeepAliveSimulation extends JourneySimulation {
    public KeepAliveSimulation() {
        super(course -> repeat(course.journey().pages())
                .on(exec(course.ask(Requests.PAGE)).exec(course.pause()))
                .exec(course.leave()));
    }
}
