package org.mpmlab.gatling.visit;

import io.gatling.http.client.HttpListener;
import io.gatling.http.client.Request;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.cookie.ClientCookieDecoder;
import io.netty.handler.codec.http.cookie.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mpmlab.core.load.ErrorKind;
import org.mpmlab.engine.exchange.Exchange;

/**
 * Hears from Gatling's client how one request fares, and when. Belongs to its event loop.
 *
 * <p>The client sends a request again, and says nothing, when a kept connection closes under it. Here that is what it
 * would be for a visitor: the first sending failed. The visit goes on with the second one's answer, which is not
 * recorded.
 */
final class Answer implements HttpListener {
    /** More of a form's page is not looked at. */
    private static final int MOST_TEXT = 1 << 18;

    private static final int HIGHEST_STATUS = 999;

    private final Ask ask;
    private final Visit visit;
    private final Lane lane;
    private final Exchange exchange;
    private final boolean queued;
    private final Closing closing;
    private final StringBuilder text = new StringBuilder();
    private SocketTimes socket;
    private int sendings;
    private long bodyBytes;
    private Optional<String> location = Optional.empty();
    private boolean recorded;
    private boolean over;

    /** Hears that a request is over. */
    @FunctionalInterface
    interface Closing {
        /** {@code failure} is empty when the answer was as expected. */
        void over(Answer answer, Optional<Failure> failure);
    }

    /**
     * For a request that was due.
     *
     * @param queued whether it had to wait for another one's connection
     */
    Answer(Ask ask, Visit visit, Lane lane, Exchange exchange, boolean queued, Closing closing) {
        this.ask = ask;
        this.visit = visit;
        this.lane = lane;
        this.exchange = exchange;
        this.queued = queued;
        this.closing = closing;
    }

    Ask ask() {
        return ask;
    }

    Exchange exchange() {
        return exchange;
    }

    /** Whether the client sent it more than once. */
    boolean replayed() {
        return sendings > 1;
    }

    @Override
    public void onFinalClientRequest(Request request) {
        // what is sent is what was asked for
    }

    @Override
    public void onSend() {
        replayAt(++sendings);
    }

    @Override
    public void onWrite(Channel channel) {
        if (socket != null) {
            // Over HTTP/2 the client says onSend once, however often it sends.
            sendings = Math.max(2, sendings);
            replayAt(sendings);
            socket.over(this);
        }
        socket = SocketTimes.of(channel);
        boolean first = socket.carry(this);
        if (!recorded) {
            exchange.carriedBy(null, first);
            if (first || queued) {
                exchange.freeAt(System.nanoTime());
            }
        }
    }

    private void replayAt(int sending) {
        if (sending > 1 && !recorded) {
            recorded = true;
            lane.failed(
                    exchange,
                    socket,
                    new Failure(
                            ErrorKind.CLOSED,
                            "the connection closed under the request, and Gatling's client sent it again by itself"));
        }
    }

    /** The request is handed to the socket at this time. */
    void written(long nanos) {
        if (!recorded) {
            exchange.writtenAt(nanos);
            lane.sent(exchange);
        }
    }

    @Override
    public void onHttpResponse(HttpResponseStatus status, HttpHeaders headers) {
        if (over || (status.code() < 200 && socket.multiplexed())) {
            return; // interim; over HTTP/1.1 the client takes it for the answer
        }
        exchange.firstByteAt(socket.firstByteNanos());
        exchange.answered(Math.min(status.code(), HIGHEST_STATUS));
        location = Optional.ofNullable(headers.get(HttpHeaderNames.LOCATION));
        for (String line : headers.getAll(HttpHeaderNames.SET_COOKIE)) {
            Cookie cookie = ClientCookieDecoder.LAX.decode(line);
            if (cookie != null) {
                visit.keep(cookie);
            }
        }
    }

    @Override
    public void onHttpResponseBodyChunk(ByteBuf chunk, boolean last) {
        if (over) {
            return;
        }
        bodyBytes += chunk.readableBytes();
        if (ask.readsBody() && text.length() < MOST_TEXT) {
            text.append(chunk.toString(StandardCharsets.UTF_8));
        }
        if (last) {
            exchange.endedAt(socket.lastReadNanos(), bodyBytes);
            Reply reply = new Reply(exchange.status(), bodyBytes, location, text.toString());
            Optional<Failure> failure = ask.check().failure(reply);
            if (failure.isEmpty()) {
                ask.then().accept(reply);
            }
            end(failure);
        }
    }

    @Override
    public void onThrowable(Throwable cause) {
        boolean multiplexed = socket != null && socket.multiplexed();
        end(Optional.of(Failure.of(cause, exchange.written(), multiplexed)));
    }

    /** The connection ended with this request on it, and the client will not say so. */
    void connectionClosed() {
        end(Optional.of(new Failure(ErrorKind.CLOSED, "the connection closed before the answer was complete")));
    }

    private void end(Optional<Failure> failure) {
        if (over) {
            return;
        }
        over = true;
        if (!recorded) {
            recorded = true;
            if (failure.isEmpty()) {
                lane.completed(exchange, socket);
            } else {
                lane.failed(exchange, socket, failure.get());
            }
        }
        if (socket != null) {
            socket.over(this);
        }
        closing.over(this, failure);
        lane.ended(exchange);
    }
}
