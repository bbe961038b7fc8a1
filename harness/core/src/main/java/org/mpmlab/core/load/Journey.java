package org.mpmlab.core.load;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.List;

/**
 * What a visitor does, beyond one request after another. Gatling carries it out; a load's arrival then counts visitors:
 * a closed one keeps {@link Connections#count()} of them busy, an open one lets so many begin per second.
 *
 * @param kind what a visitor does
 * @param pages how many pages are asked for in one visit
 * @param think the mean pause between pages, exponentially distributed; nobody waits before the first
 * @param assets what a page needs beside itself: paths on the same server
 */
public record Journey(Kind kind, int pages, Duration think, List<String> assets) {

    /** The kinds of visits. */
    public enum Kind {
        /** A page, then its assets on the same connections as a browser would, a pause, the next page. */
        BROWSING("browsing"),
        /** Visitors that arrive, ask for pages over one kept connection, and leave. */
        KEEP_ALIVE("keep-alive"),
        /** A form, its POST, and a page for those who are let in, with the session's cookie. */
        LOGIN("login"),
        /** A page and its assets at once, as streams of one HTTP/2 connection. */
        PAGE_LOAD("page-load");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As users write it. */
        @JsonValue
        public String word() {
            return word;
        }
    }

    public Journey {
        assets = List.copyOf(assets);
        if (pages < 1 || think.isNegative()) {
            throw new IllegalArgumentException(
                    "a visit has at least one page and no negative pause, not " + pages + ", " + think);
        }
    }

    /** Whether its visitors fetch what a page needs beside itself. */
    public boolean fetchesAssets() {
        return kind == Kind.BROWSING || kind == Kind.PAGE_LOAD;
    }

    /** The same with these assets, if it fetches any and names none itself. */
    public Journey orAssets(List<String> ofThePage) {
        return fetchesAssets() && assets.isEmpty() ? new Journey(kind, pages, think, ofThePage) : this;
    }
}
