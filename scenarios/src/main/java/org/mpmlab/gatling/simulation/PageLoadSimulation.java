package org.mpmlab.gatling.simulation;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.repeat;

import org.mpmlab.gatling.visit.Requests;

/** A page, then all its assets at once, as streams of one HTTP/2 connection, which the visitor keeps for the visit. */
public final class PageLoadSimulation extends JourneySimulation {
    public PageLoadSimulation() {
        super(course -> repeat(course.journey().pages())
                .on(exec(course.ask(Requests.PAGE))
                        .exec(course.ask(Requests.ASSETS))
                        .exec(course.pause()))
                .exec(course.leave()));
    }
}
