package org.mpmlab.gatling.visit;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import java.util.SplittableRandom;
import org.mpmlab.core.load.Arrival;

/**
 * Where visits begin: at once in a closed load, when the visitor is due in an open one. Nobody passes while the load
 * rests; when it is over, all do, and find nothing to do.
 */
final class GateAction extends VisitorAction {
    GateAction(Course course, Action next) {
        super("gate", course, next);
    }

    @Override
    public void execute(Session session) {
        Lane lane = course().lane(session);
        boolean newcomer = Visit.of(session) == null;
        if (newcomer && course().load().arrival() instanceof Arrival.Open) {
            Course.Ticket ticket = course().ticket();
            lane.expect(
                    ticket.phase(),
                    ticket.offsetNanos(),
                    ticket.target(),
                    dueNanos -> begin(session, ticket.target(), dueNanos),
                    () -> goOn(session));
        } else {
            lane.whenSending(() -> begin(session, course().deal(), 0), () -> goOn(session));
        }
        if (newcomer) {
            course().gathered();
        }
    }

    private void begin(Session session, int target, long dueNanos) {
        Visit before = Visit.of(session);
        // Users have random numbers of their own, so that how they fare in time changes nobody's.
        SplittableRandom random = before == null
                ? new SplittableRandom(course().load().seed() ^ session.userId() * 0x9E3779B97F4A7C15L)
                : before.random();
        goOn(new Visit(target, random, dueNanos).in(session));
    }
}
