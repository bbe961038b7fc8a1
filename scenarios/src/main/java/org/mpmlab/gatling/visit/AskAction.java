package org.mpmlab.gatling.visit;

import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.engine.exchange.Exchange;
import scala.Option;

/**
 * Asks for what a station of the journey needs, as many at once as a browser would, and goes on when all is answered.
 * Gatling's statistics hear of the measured requests too, with the times that its own HTTP action would take.
 */
final class AskAction extends VisitorAction {
    /** What browsers open to one server over HTTP/1.1; over HTTP/2 they ask for everything at once. */
    private static final int CONNECTIONS_OF_A_BROWSER = 6;

    /** The engine's, too: who refuses connections is not asked in a spin. */
    private static final long AFTER_NO_CONNECTION_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Requests requests;

    AskAction(Requests requests, Course course, Action next) {
        super("ask " + requests, course, next);
        this.requests = requests;
    }

    @Override
    public void execute(Session session) {
        Visit visit = Visit.of(session);
        if (visit == null) {
            goOn(session); // all was over before the visit began
            return;
        }
        Lane lane = course().lane(session);
        lane.whenSending(() -> begin(session, visit), () -> {
            if (visit.isDue()) {
                lane.missed(visit.target());
            }
            goOn(session);
        });
    }

    /** A request that can't even be made, such as one with no method of HTTP's, is told to Gatling; the visit goes on. */
    private void begin(Session session, Visit visit) {
        Station station;
        try {
            station = new Station(session, visit);
        } catch (IllegalArgumentException unsendable) {
            Lane lane = course().lane(session);
            if (lane.measures()) {
                lane.missed(visit.target());
            }
            course().statsEngine()
                    .logRequestCrash(session.scenario(), session.groups(), name(), unsendable.getMessage());
            later(lane, session.markAsFailed());
            return;
        }
        station.begin();
    }

    private void later(Lane lane, Session session) {
        lane.until(System.nanoTime() + AFTER_NO_CONNECTION_NANOS, now -> goOn(session), () -> goOn(session));
    }

    /** One visitor at this station. */
    private final class Station {
        private final Session session;
        private final Visit visit;
        private final Lane lane;
        private final Deque<Exchange> due = new ArrayDeque<>();
        private final Deque<Ask> asks;
        private int open;
        private boolean failed;
        private boolean noConnection;

        Station(Session session, Visit visit) {
            this.session = session;
            this.visit = visit;
            this.lane = course().lane(session);
            this.asks = new ArrayDeque<>(requests.of(course().load(), visit));
        }

        void begin() {
            if (asks.isEmpty()) {
                goOn(session);
                return;
            }
            long dueNanos = visit.takeDue(System.nanoTime());
            for (int i = 0; i < asks.size(); i++) {
                due.add(lane.due(visit.target(), dueNanos));
            }
            int atOnce = course().load().protocol().multiplexes() ? asks.size() : CONNECTIONS_OF_A_BROWSER;
            for (int i = 0; i < atOnce && !asks.isEmpty(); i++) {
                send(false);
            }
        }

        private void send(boolean queued) {
            open++;
            lane.began();
            Ask ask = asks.poll();
            long startMillis = course().nowMillis();
            Answer answer = new Answer(
                    ask, visit, lane, due.poll(), queued, (over, failure) -> over(over, failure, startMillis));
            course().client().send(ask, visit, session, answer);
        }

        private void over(Answer answer, Optional<Failure> failure, long startMillis) {
            open--;
            failed |= failure.isPresent();
            noConnection |= failure.isPresent() && !answer.exchange().written();
            if (answer.exchange().measured()) {
                log(answer, failure, startMillis);
            }
            if (!lane.sends()) {
                asks.clear();
                due.forEach(lane::forget);
                due.clear();
            } else if (!asks.isEmpty()) {
                send(true);
            }
            if (open == 0) {
                leave();
            }
        }

        private void leave() {
            Session after = failed ? session.markAsFailed() : session;
            if (noConnection && lane.sends()) {
                later(lane, after);
            } else {
                goOn(after);
            }
        }

        /** When the last byte was read, which may be a while before a busy event loop comes to tell of it. */
        private long endMillis(Answer answer, Optional<Failure> failure) {
            long now = course().nowMillis();
            return failure.isPresent()
                    ? now
                    : now
                            - TimeUnit.NANOSECONDS.toMillis(
                                    System.nanoTime() - answer.exchange().endNanos());
        }

        private void log(Answer answer, Optional<Failure> failure, long startMillis) {
            Optional<Failure> seen = answer.replayed() && failure.isEmpty()
                    ? Optional.of(new Failure(ErrorKind.CLOSED, "sent more than once"))
                    : failure;
            int status = answer.exchange().status();
            course().statsEngine()
                    .logResponse(
                            session.scenario(),
                            session.groups(),
                            answer.ask().name(),
                            startMillis,
                            Math.max(startMillis, endMillis(answer, failure)),
                            seen.isEmpty() ? OK$.MODULE$ : KO$.MODULE$,
                            status == 0 ? Option.empty() : Option.apply(Integer.toString(status)),
                            seen.isEmpty()
                                    ? Option.empty()
                                    : Option.apply(seen.get().kind() + ": "
                                            + seen.get().words()));
        }
    }
}
