package org.mpmlab.gatling.simulation;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.repeat;

import org.mpmlab.gatling.visit.Requests;

/** A form, its POST, then pages for those who are let in, with the session's cookie. */
public final class LoginSimulation extends JourneySimulation {
    public LoginSimulation() {
        super(course -> exec(course.ask(Requests.FORM))
                .exec(course.pause())
                .exec(course.ask(Requests.POST))
                .exec(repeat(course.journey().pages())
                        .on(exec(course.ask(Requests.INSIDE)).exec(course.pause())))
                .exec(course.leave()));
    }
}
