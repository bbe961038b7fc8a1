package org.mpmlab.gatling.visit;

import io.gatling.core.session.Session;
import io.netty.handler.codec.http.cookie.Cookie;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** One visit under way: where to, and what the visitor knows by now. Belongs to its session's event loop. */
final class Visit {
    private static final String KEY = "mpmlab.visit";

    private final int target;
    private final SplittableRandom random;
    private final Map<String, Cookie> cookies = new LinkedHashMap<>();
    private long dueNanos;
    private Optional<Form> form = Optional.empty();
    private Optional<URI> inside = Optional.empty();
    private boolean pageStands;

    /**
     * A visit that begins.
     *
     * @param target the target's index in the load
     * @param dueNanos when its first request is due
     */
    Visit(int target, SplittableRandom random, long dueNanos) {
        this.target = target;
        this.random = random;
        this.dueNanos = dueNanos;
    }

    /** The session's visit; null before its first. */
    static Visit of(Session session) {
        return (Visit) session.attributes().getOrElse(KEY, () -> null);
    }

    Session in(Session session) {
        return session.set(KEY, this);
    }

    SplittableRandom random() {
        return random;
    }

    int target() {
        return target;
    }

    /** When the next request is due, which the visitor's plan says and not the server; forgotten once asked. */
    long takeDue(long nowNanos) {
        long due = dueNanos == 0 ? nowNanos : dueNanos;
        dueNanos = 0;
        return due;
    }

    /** Whether a request was due that nobody has asked for yet. */
    boolean isDue() {
        return dueNanos != 0;
    }

    void nextDue(long nanos) {
        dueNanos = nanos;
    }

    /** A pause with this mean, exponentially distributed. */
    long drawPauseNanos(long meanNanos) {
        return Math.round(-Math.log(1 - random.nextDouble()) * meanNanos);
    }

    /** Keeps a cookie for the visit, or drops it when the server says that it is over. */
    void keep(Cookie cookie) {
        if (cookie.maxAge() == 0) {
            cookies.remove(cookie.name());
        } else {
            cookies.put(cookie.name(), cookie);
        }
    }

    List<Cookie> cookies() {
        return new ArrayList<>(cookies.values());
    }

    /** The form to send; empty unless the page had one. */
    Optional<Form> form() {
        return form;
    }

    void found(Optional<Form> formOfThePage) {
        form = formOfThePage;
    }

    /** The page for those who are let in; empty unless the server named it. */
    Optional<URI> inside() {
        return inside;
    }

    void letInto(URI page) {
        inside = Optional.of(page);
    }

    /** Whether the last page came as expected, so that it is worth its assets. */
    boolean pageStands() {
        return pageStands;
    }

    void pageStands(boolean stands) {
        pageStands = stands;
    }
}
