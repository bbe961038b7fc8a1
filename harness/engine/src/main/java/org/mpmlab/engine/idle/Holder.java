package org.mpmlab.engine.idle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.core.load.Idle;
import org.mpmlab.core.load.IdleResult;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.engine.connect.Connection;
import org.mpmlab.engine.connect.Route;
import org.mpmlab.engine.connect.Slot;
import org.mpmlab.engine.connect.SlotOwner;
import org.mpmlab.engine.exchange.Exchange;
import org.mpmlab.engine.exchange.ExchangePool;
import org.mpmlab.engine.exchange.Exchanges;

/**
 * One event loop's idle connections to one target: opens them, notes what becomes of them, and asks each once more in
 * the end. Belongs to the event loop, except where it says otherwise.
 */
public final class Holder implements SlotOwner, Exchanges {
    /** How many are asked at a time whether they are still served. */
    private static final int ASKED_AT_ONCE = 256;

    /** Whoever gets one of these was served, though not with what was asked for. */
    private static final Set<ErrorKind> WRONG_ANSWERS =
            EnumSet.of(ErrorKind.STATUS, ErrorKind.LENGTH, ErrorKind.PROTOCOL, ErrorKind.NEGOTIATION);

    private final int asked;
    private final int opening;
    /**
     * So many without an answer in a row are of a server that starves, and so many wrong answers of a page that is not
     * there, however many loops share the opening.
     */
    private final int enough;

    private final long patienceNanos;
    private final Route route;
    private final ExchangePool pool = new ExchangePool();
    private final List<Place> places = new ArrayList<>();
    private final List<String> samples = new ArrayList<>();
    private final Levels levels;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> checked = new CompletableFuture<>();

    /** Those that have asked something, the longest waiting first; some may have their answer by now. */
    private final ArrayDeque<Place> waiting = new ArrayDeque<>();

    private boolean checking;
    private boolean over;
    private int inFlight;
    private int nextToCheck;
    private int standing;
    private int most;
    private int unansweredInARow;
    private int wrongInARow;
    private boolean starved;
    private int refused;
    private int wrong;
    private int closed;
    private int served;
    private int silent;
    private long lastAnswerNanos;

    private enum State {
        OPENING,
        HELD,
        ASKED,
        GONE
    }

    private static final class Place {
        private final Slot slot;
        private State state = State.OPENING;
        private long sinceNanos;

        Place(Slot slot) {
            this.slot = slot;
        }
    }

    /**
     * A holder with nothing open yet; may be made on any thread.
     *
     * @param count how many of the plan's connections are this event loop's
     * @param opening how many of them may be on their way at a time
     * @param routing gives the route to the target whose connections report here
     */
    public Holder(Idle plan, int count, int opening, BiFunction<Exchanges, SlotOwner, Route> routing) {
        this.asked = count;
        this.opening = opening;
        this.enough = plan.opening();
        this.patienceNanos = plan.patience().toNanos();
        this.route = routing.apply(this, this);
        this.levels = new Levels(count);
    }

    // Opening.

    /** Opens the connections, until all are held, new ones starve or only wrong answers come. */
    public void open() {
        while (!opened.isDone() && wrongInARow < enough && places.size() < asked && inFlight < opening) {
            Place place = new Place(new Slot(route, places.size()));
            places.add(place);
            ask(place);
        }
        if (inFlight == 0) {
            opened.complete(null);
        }
    }

    /** Done when no more are opened. Safe from any thread. */
    public CompletableFuture<Void> opened() {
        return opened;
    }

    /** How many stand now, with their first request answered. */
    public int standing() {
        return standing;
    }

    /** Whether new requests were left unanswered. */
    public boolean starved() {
        return starved;
    }

    private void ask(Place place) {
        place.sinceNanos = System.nanoTime();
        waiting.add(place);
        inFlight++;
        place.slot.submit(pool.take().begin(route.index(), place.slot.index(), place.sinceNanos, false));
    }

    // Checking.

    /** Asks those that stand whether they are still served. */
    public void check() {
        checking = true;
        lastAnswerNanos = System.nanoTime();
        checkMore();
    }

    /** Done when each has answered, or was given up. Safe from any thread. */
    public CompletableFuture<Void> checked() {
        return checked;
    }

    private void checkMore() {
        while (nextToCheck < places.size() && inFlight < ASKED_AT_ONCE) {
            Place place = places.get(nextToCheck++);
            if (place.state == State.HELD) {
                place.state = State.ASKED;
                ask(place);
            }
        }
        if (inFlight == 0) {
            checked.complete(null);
        }
    }

    // What becomes of them.

    @Override
    public void completed(Exchange exchange) {
        Place place = places.get(exchange.user());
        int expected = route.target().expect().status();
        if (exchange.status() != expected) {
            failed(exchange, ErrorKind.STATUS, expected + " expected, not " + exchange.status());
            return;
        }
        lastAnswerNanos = exchange.endNanos();
        boolean first = place.state == State.OPENING;
        place.state = State.HELD;
        if (first) {
            standing++;
            most = Math.max(most, standing);
            unansweredInARow = 0;
            wrongInARow = 0;
            levels.add(exchange.firstByteNanos() - exchange.intendedNanos(), standing);
        } else {
            served++;
        }
        over(exchange);
    }

    @Override
    public void failed(Exchange exchange, ErrorKind kind, String words) {
        Place place = places.get(exchange.user());
        note(kind + ": " + words);
        if (place.state == State.OPENING) {
            refused(place, WRONG_ANSWERS.contains(kind));
        } else {
            lose(place);
            closed++;
        }
        over(exchange);
    }

    private void over(Exchange exchange) {
        pool.give(exchange);
        next();
    }

    private void next() {
        inFlight--;
        if (over) {
            return;
        }
        if (checking) {
            checkMore();
        } else {
            open();
        }
    }

    /** A new connection is not held. The last of so many in a row without an answer mean that none will get one. */
    private void refused(Place place, boolean answered) {
        place.state = State.GONE;
        place.slot.shut();
        refused++;
        if (answered) {
            wrong++;
            wrongInARow++;
            unansweredInARow = 0;
        } else {
            unansweredInARow++;
        }
        if (unansweredInARow >= enough) {
            starved = true;
            opened.complete(null);
        }
    }

    private void lose(Place place) {
        place.state = State.GONE;
        place.slot.shut();
        standing--;
    }

    private void note(String words) {
        if (samples.size() < TargetResult.SAMPLES) {
            samples.add(words);
        }
    }

    /** Gives up those that have waited for too long. */
    public void sweep(long nowNanos) {
        for (Place first = waiting.peek(); first != null; first = waiting.peek()) {
            if (first.state == State.OPENING || first.state == State.ASKED) {
                // In the end they wait for each other, too: it is enough that some answer comes.
                long since = checking ? lastAnswerNanos : first.sinceNanos;
                if (nowNanos - since <= patienceNanos) {
                    return;
                }
                giveUp(first);
            }
            waiting.poll();
        }
    }

    private void giveUp(Place place) {
        place.slot.dropWaiting(pool);
        if (place.state == State.OPENING) {
            note("no answer in time to a new connection");
            refused(place, false);
        } else {
            note("no answer in time from a held connection");
            lose(place);
            silent++;
        }
        next();
    }

    @Override
    public void vacated(Slot slot) {
        Place place = places.get(slot.index());
        if (place.state == State.HELD && !over) {
            lose(place);
            closed++;
        }
    }

    @Override
    public void openFailed(Slot slot, ErrorKind kind, String words) {}

    @Override
    public void written(Exchange exchange) {}

    @Override
    public void opening(Connection connection) {}

    @Override
    public void opened(Slot slot) {}

    @Override
    public void available(Slot slot) {}

    // The end.

    /** Closes all of them, reporting nothing. */
    public void shut() {
        over = true;
        places.forEach(place -> place.slot.shut());
        opened.complete(null);
        checked.complete(null);
    }

    /** What became of them; once shut. */
    public IdleResult result() {
        return new IdleResult(
                asked, most, starved, refused, wrong, closed, served, silent, levels.result(most), samples);
    }
}
