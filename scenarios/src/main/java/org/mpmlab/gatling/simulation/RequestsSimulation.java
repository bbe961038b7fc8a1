package org.mpmlab.gatling.simulation;

import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import org.mpmlab.gatling.visit.Course;
import org.mpmlab.gatling.visit.Requests;

/**
 * One request after another, as the native engine sends them: in a closed load each over its visitor's kept connection,
 * or each over one of its own; in an open one each by a visitor of its own.
 */
public class RequestsSimulation extends JourneySimulation {
    public RequestsSimulation() {
        this(new Assertion[0]);
    }

    /** With assertions of one's own. */
    protected RequestsSimulation(Assertion... assertions) {
        super(RequestsSimulation::visit, assertions);
    }

    private static ChainBuilder visit(Course course) {
        ChainBuilder request = exec(course.ask(Requests.SINGLE));
        return course.isClosed() && !course.closesAfterEach() ? request : request.exec(course.leave());
    }
}
