package org.mpmlab.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpmlab.core.load.Arrival;
import org.mpmlab.core.load.Connections;
import org.mpmlab.core.load.Journey.Kind;
import org.mpmlab.core.load.LoadResult;
import org.mpmlab.core.load.Protocol;
import org.mpmlab.core.load.TargetResult;
import org.mpmlab.engine.peer.FakeServer;
import org.mpmlab.engine.peer.H2Peer;
import org.mpmlab.engine.peer.Peer;
import org.mpmlab.engine.peer.TlsSockets;

/** What a server sees of the visitors. */
class JourneysTest {
    private static final String[] ASSETS = {"/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8"};

    @TempDir
    private static Path folder;

    @Test
    void aBrowserFetchesAPagesAssetsOverSixConnectionsAndThinks() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        try (FakeServer server = new FakeServer(peer -> {
            while (true) {
                asked.add(path(peer));
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                Thread.sleep(20);
                atOnce.decrementAndGet();
                peer.answer("hello");
            }
        })) {
            LoadResult result = Loads.run(Loads.with(
                    Loads.journey(Kind.BROWSING, 2, Duration.ofMillis(30), ASSETS),
                    Loads.closed(1, Loads.get(server.http("/page")))));
            assertClean(result);
            assertThat(most).hasValue(6);
            assertThat(asked.subList(1, 9)).containsExactlyInAnyOrder(ASSETS);
            assertThat(asked.get(0)).isEqualTo("/page");
            assertThat(asked.get(9)).isEqualTo("/page");
            assertThat(asked.size())
                    .isEqualTo((int) result.target("it").counts().completed());
            // A visit is two pages; then another visitor comes, with connections of their own.
            long visits = asked.stream().filter("/page"::equals).count() / 2;
            assertThat(server.accepted()).isBetween((int) (6 * visits), (int) (6 * visits + 6));
        }
    }

    @Test
    void keepAliveVisitorsArriveKeepOneConnectionAndLeave() throws Exception {
        List<Integer> perConnection = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger open = new AtomicInteger();
        AtomicInteger mostOpen = new AtomicInteger();
        try (FakeServer server = new FakeServer(peer -> {
            int requests = 0;
            mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
            try {
                while (true) {
                    peer.request();
                    requests++;
                    peer.answer("hello");
                }
            } finally {
                open.decrementAndGet();
                perConnection.add(requests);
            }
        })) {
            LoadResult result = Loads.run(Loads.with(
                    Loads.journey(Kind.KEEP_ALIVE, 3, Duration.ofMillis(10)),
                    Loads.open(20, Loads.get(server.http("/")))));
            assertClean(result);
            assertThat(server.accepted()).isEqualTo(20);
            // The last visitors' visits may be cut short by the end.
            assertThat(result.target("it").counts().completed()).isBetween(50L, 60L);
            // A visit is over long before the last visitor comes, and so is its connection.
            assertThat(mostOpen.get()).isLessThan(15);
            assertThat(perConnection).hasSizeGreaterThan(16);
            assertThat(perConnection.stream().filter(requests -> requests == 3).count())
                    .isGreaterThan(15);
            assertThat(result.target("it").counts().connections()).isEqualTo(20);
        }
    }

    @Test
    void aLoginSendsItsFormAsItCameAndShowsItsCookieInside() throws Exception {
        List<String> visit = Collections.synchronizedList(new ArrayList<>());
        try (FakeServer server = new FakeServer(peer -> {
            while (true) {
                String request = whole(peer);
                visit.add(request);
                Thread.sleep(5);
                if (request.startsWith("GET /login.php ")) {
                    peer.answer("<form method=post action='/check.php'><input type=hidden name=token value=t1>"
                            + "<input name=name value='a b'></form>");
                } else if (request.startsWith("POST /check.php ")) {
                    peer.send("HTTP/1.1 303 See Other\r\nLocation: /inside.php\r\nSet-Cookie: SID=s1; path=/; HttpOnly"
                            + "\r\nContent-Length: 0\r\n\r\n");
                } else {
                    peer.answer("welcome");
                }
            }
        })) {
            LoadResult result = Loads.run(Loads.with(
                    Loads.journey(Kind.LOGIN, 2, Duration.ZERO),
                    Loads.closed(1, Loads.get(server.http("/login.php")))));
            assertClean(result);
            assertThat(visit.get(0)).startsWith("GET /login.php ").doesNotContainIgnoringCase("cookie:");
            assertThat(visit.get(1)).startsWith("POST /check.php ").endsWith("\r\n\r\ntoken=t1&name=a+b");
            assertThat(visit.get(2)).startsWith("GET /inside.php ").containsIgnoringCase("cookie: SID=s1");
            assertThat(visit.get(3)).startsWith("GET /inside.php ").containsIgnoringCase("cookie: SID=s1");
            // The next visitor knows nothing of the one before.
            assertThat(visit.get(4)).startsWith("GET /login.php ").doesNotContainIgnoringCase("cookie:");
            assertThat(result.target("it").statuses()).containsOnlyKeys(200, 303);
        }
    }

    @Test
    void aPageLoadAsksForAllAssetsAtOnceAsStreamsOfThePagesConnection() throws Exception {
        List<Integer> streams = Collections.synchronizedList(new ArrayList<>());
        try (FakeServer server = new FakeServer(new TlsSockets(folder).choosing("h2"), peer -> {
            H2Peer h2 = new H2Peer(peer).greet();
            for (int page = 0; page < 2; page++) {
                h2.answer(h2.request(), "page");
                List<Integer> assets = new ArrayList<>();
                for (int i = 0; i < ASSETS.length; i++) {
                    assets.add(h2.request()); // none is answered before all are asked for
                }
                streams.add(assets.size());
                for (int stream : assets) {
                    h2.answer(stream, "asset");
                }
            }
            h2.untilTheClientLeaves();
        })) {
            LoadResult result = Loads.run(Loads.with(
                    Loads.journey(Kind.PAGE_LOAD, 2, Duration.ofMillis(10), ASSETS),
                    Loads.load(
                            Protocol.H2, new Arrival.Closed(), Connections.kept(1), Loads.get(server.https("/page")))));
            assertClean(result);
            assertThat(streams).hasSizeGreaterThan(2).containsOnly(ASSETS.length);
            assertThat(result.target("it").negotiated()).containsOnlyKeys("h2");
            assertThat(result.target("it").counts().connections()).isEqualTo(server.accepted());
        }
    }

    private static void assertClean(LoadResult result) {
        TargetResult target = result.target("it");
        assertThat(target.samples()).isEmpty();
        assertThat(target.counts().failed()).isZero();
        assertThat(target.counts().completed()).isPositive();
    }

    /** With its body. Netty writes names of fields in small letters. */
    private static String whole(Peer peer) throws IOException {
        String head = peer.request();
        Matcher length = Pattern.compile("content-length: ([0-9]+)").matcher(head);
        return length.find()
                ? head + new String(peer.bytes(Integer.parseInt(length.group(1))), StandardCharsets.US_ASCII)
                : head;
    }

    private static String path(Peer peer) throws IOException {
        return peer.request().split(" ", 3)[1];
    }
}
