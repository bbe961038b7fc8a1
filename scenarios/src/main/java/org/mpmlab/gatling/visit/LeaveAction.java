package org.mpmlab.gatling.visit;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;

/** Leaves the site: the visitor's connections are closed, as a browser's are in the end. */
final class LeaveAction extends VisitorAction {
    LeaveAction(Course course, Action next) {
        super("leave", course, next);
    }

    @Override
    public void execute(Session session) {
        course().client().leave(session.userId(), session.eventLoop());
        goOn(session);
    }
}
