package org.mpmlab.gatling.simulation;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.repeat;

import org.mpmlab.gatling.visit.Requests;

/** A page, its assets over up to six connections as a browser would, a while of reading, the next page. */
public final class BrowsingSimulation extends JourneySimulation {
    public BrowsingSimulation() {
        super(course -> repeat(course.journey().pages())
                .on(exec(course.ask(Requests.PAGE))
                        .exec(course.ask(Requests.ASSETS))
                        .exec(course.pause()))
                .exec(course.leave()));
    }
}
