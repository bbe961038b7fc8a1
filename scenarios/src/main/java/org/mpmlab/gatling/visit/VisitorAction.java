package org.mpmlab.gatling.visit;

import com.typesafe.scalalogging.Logger;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import org.slf4j.LoggerFactory;

/** Something that visitors do, on the event loop of their session; then comes the next thing. */
abstract class VisitorAction implements Action {
    private Logger logger = Logger.apply(LoggerFactory.getLogger(VisitorAction.class));
    private final String name;
    private final Course course;
    private final Action next;

    VisitorAction(String name, Course course, Action next) {
        this.name = name;
        this.course = course;
        this.next = next;
    }

    @Override
    public final String name() {
        return name;
    }

    final Course course() {
        return course;
    }

    /** Goes on with the next thing, once what runs on the loop now is through: the client may not be called back. */
    final void goOn(Session session) {
        session.eventLoop().execute(() -> next.$bang(session));
    }

    @Override
    public final Logger logger() {
        return logger;
    }

    /** How Scala's traits get their fields. */
    @Override
    @SuppressWarnings("checkstyle:methodname")
    public final void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(Logger given) {
        logger = given;
    }
}
