package org.mpmlab.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.mpmlab.engine.connect.ProtocolViolation;

/** The parser gives the same outcome however a response is split, and comes to an end whatever it is given. */
class ResponseParserTest {
    /** What became of a response. */
    private record Outcome(boolean whole, int status, long bodyBytes, boolean keepsAlive, int left) {}

    private static Outcome parse(byte[] bytes, List<Integer> cuts, boolean toHead) throws ProtocolViolation {
        ResponseParser parser = new ResponseParser(new byte[ResponseParser.SCRATCH_BYTES]);
        parser.expect(toHead);
        int from = 0;
        boolean whole = false;
        List<Integer> ends = new ArrayList<>(cuts);
        ends.add(bytes.length);
        ByteBuf in = Unpooled.EMPTY_BUFFER;
        for (int end : ends) {
            in = Unpooled.wrappedBuffer(bytes, from, Math.max(0, end - from));
            from = Math.max(from, end);
            while (!whole && in.isReadable()) {
                int before = in.readableBytes();
                boolean startedHead = parser.atStart();
                whole = parser.parse(in);
                assertThat(whole || in.readableBytes() < before || (startedHead && !parser.atStart()))
                        .as("every step takes bytes")
                        .isTrue();
            }
            if (whole) {
                return new Outcome(
                        true,
                        parser.status(),
                        parser.bodyBytes(),
                        parser.keepsAlive(),
                        in.readableBytes() + bytes.length - from);
            }
        }
        return new Outcome(false, parser.hasHead() ? parser.status() : 0, parser.bodyBytes(), false, 0);
    }

    @Property(tries = 500)
    void anySplitGivesTheSameOutcome(
            @ForAll("responses") String response, @ForAll("cuts") List<Double> where, @ForAll boolean toHead)
            throws ProtocolViolation {
        byte[] bytes = response.getBytes(StandardCharsets.ISO_8859_1);
        List<Integer> cuts = where.stream()
                .map(share -> (int) (share * bytes.length))
                .sorted()
                .toList();

        Outcome atOnce = parse(bytes, List.of(), toHead);
        assertThat(parse(bytes, cuts, toHead)).isEqualTo(atOnce);
        assertThat(atOnce.status()).isGreaterThanOrEqualTo(200);
    }

    @Property(tries = 500)
    void mutilatedResponsesEndInAnOutcomeOrAViolation(
            @ForAll("responses") String response, @ForAll("mutations") List<int[]> mutations) {
        byte[] bytes = response.getBytes(StandardCharsets.ISO_8859_1);
        for (int[] mutation : mutations) {
            bytes[mutation[0] % bytes.length] = (byte) mutation[1];
        }
        parseWithoutHanging(bytes);
    }

    @Property(tries = 500)
    void garbageEndsInAnOutcomeOrAViolation(@ForAll byte[] garbage) {
        parseWithoutHanging(garbage);
        byte[] afterAHead = ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + new String(garbage, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
        parseWithoutHanging(afterAHead);
    }

    private static void parseWithoutHanging(byte[] bytes) {
        Object atOnce = outcome(bytes, List.of());
        List<Integer> everyByte = new ArrayList<>();
        for (int i = 1; i < bytes.length; i++) {
            everyByte.add(i);
        }
        Object byteWise = outcome(bytes, everyByte);
        // A violation may be seen sooner in one than in the other, but not seen in one alone.
        assertThat(byteWise.getClass()).isEqualTo(atOnce.getClass());
    }

    private static Object outcome(byte[] bytes, List<Integer> cuts) {
        try {
            return parse(bytes, cuts, false);
        } catch (ProtocolViolation violation) {
            assertThat(violation.getMessage()).isNotEmpty();
            return violation;
        }
    }

    @Example
    void aHeadWithoutEndIsRefused() {
        byte[] endless = ("HTTP/1.1 200 OK\r\nX: " + "x".repeat(ResponseParser.HEAD_LIMIT))
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(outcome(endless, List.of(1000, 2000, 100_000))).isInstanceOf(ProtocolViolation.class);
    }

    @Example
    void endlessTrailersAreRefused() {
        byte[] endless = ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nT: "
                        + "x".repeat(ChunkedBody.LINES_LIMIT + 1))
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(outcome(endless, List.of())).isInstanceOf(ProtocolViolation.class);
    }

    @Provide
    Arbitrary<List<Double>> cuts() {
        return Arbitraries.doubles().between(0, 1).list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<int[]>> mutations() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5000),
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(0, 255),
                                Arbitraries.of((int) '\r', (int) '\n', (int) ':', (int) ' ', (int) '0')))
                .as((at, b) -> new int[] {at, b})
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> responses() {
        return Combinators.combine(
                        interims(), Arbitraries.of("\r\n", "\n"), headers(), bodies(), Arbitraries.of("", "HTTP/1.1 "))
                .as((interim, eol, headers, body, next) -> interim + "HTTP/1.1 200 Fine thing" + eol
                        + String.join("", headers.stream().map(h -> h + eol).toList())
                        + body.header + eol + eol + body.bytes + (body.ends ? next : ""));
    }

    private Arbitrary<String> interims() {
        return Arbitraries.of("HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n")
                .list()
                .ofMaxSize(2)
                .map(all -> String.join("", all));
    }

    private Arbitrary<List<String>> headers() {
        return Arbitraries.of(
                        "Date: Sat, 21 Nov 2026 02:32:17 GMT",
                        "Connection: keep-alive, Foo",
                        "connection:close",
                        "X-Empty:",
                        "Folded: one\r\n two",
                        "Content-Typo: 14",
                        "Set-Cookie: \u00e9\u00ff")
                .list()
                .ofMaxSize(5);
    }

    private record Body(String header, String bytes, boolean ends) {}

    private Arbitrary<Body> bodies() {
        Arbitrary<String> data = Arbitraries.strings().withChars("ab\r\n:0").ofMaxLength(300);
        return Arbitraries.oneOf(
                data.map(text -> new Body("Content-Length: " + text.length(), text, true)),
                data.map(text -> new Body("CONTENT-LENGTH:\t" + text.length() + " , " + text.length(), text, true)),
                data.map(text -> new Body("X: y", text, false)),
                data.list().ofMaxSize(4).map(ResponseParserTest::chunked));
    }

    private static Body chunked(List<String> chunks) {
        StringBuilder bytes = new StringBuilder();
        for (String chunk : chunks) {
            if (!chunk.isEmpty()) {
                bytes.append(Integer.toHexString(chunk.length()))
                        .append(chunk.length() % 2 == 0 ? ";x=\"y\"\r\n" : "\r\n")
                        .append(chunk)
                        .append("\r\n");
            }
        }
        bytes.append(chunks.size() % 2 == 0 ? "0\r\n\r\n" : "000\r\nTrailer: 1\r\nOther: 2\r\n\r\n");
        return new Body("Transfer-Encoding: gzip, Chunked", bytes.toString(), true);
    }
}
