package org.mpmlab.gatling.visit;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;

/** Reads the page. The pause begins when the page stands, and what is asked next is due when it ends. */
final class PauseAction extends VisitorAction {
    private final long meanNanos;

    PauseAction(Course course, Action next) {
        super("pause", course, next);
        meanNanos = course.load().journey().orElseThrow().think().toNanos();
    }

    @Override
    public void execute(Session session) {
        Visit visit = Visit.of(session);
        if (meanNanos == 0 || visit == null) {
            goOn(session);
            return;
        }
        course().lane(session)
                .until(
                        System.nanoTime() + visit.drawPauseNanos(meanNanos),
                        dueNanos -> {
                            visit.nextDue(dueNanos);
                            goOn(session);
                        },
                        () -> goOn(session));
    }
}
