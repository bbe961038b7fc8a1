package org.mpmlab.gatling.visit;

import io.gatling.http.client.impl.PrematureCloseException;
import io.gatling.http.client.impl.RequestTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.mpmlab.core.load.ErrorKind;

/**
 * Why a request got no answer that counts.
 *
 * @param words what a person reads
 */
record Failure(ErrorKind kind, String words) {

    /**
     * What Gatling's client throws, as one of the engine's kinds.
     *
     * @param written whether the request was on its way already
     * @param multiplexed whether it travelled over HTTP/2
     */
    static Failure of(Throwable cause, boolean written, boolean multiplexed) {
        String words = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new Failure(kind(cause, written, multiplexed), words);
    }

    private static ErrorKind kind(Throwable cause, boolean written, boolean multiplexed) {
        if (isOf(cause, SSLException.class)) {
            return written ? ErrorKind.CLOSED : ErrorKind.TLS;
        }
        if (!written) {
            // HTTP/2 was promised to the client as prior knowledge, and ALPN chose something else.
            return cause instanceof IllegalStateException ? ErrorKind.NEGOTIATION : ErrorKind.CONNECT;
        }
        if (cause instanceof RequestTimeoutException || cause instanceof TimeoutException) {
            return ErrorKind.TIMEOUT;
        }
        if (cause instanceof PrematureCloseException) {
            return ErrorKind.CLOSED;
        }
        if (cause instanceof Http2Exception.StreamException) {
            return ErrorKind.RESET_STREAM;
        }
        if (cause instanceof Http2Exception || cause instanceof DecoderException) {
            return ErrorKind.PROTOCOL;
        }
        if (cause instanceof IOException) {
            // All that the client says to requests which a GOAWAY leaves unanswered is that it is closed.
            return multiplexed ? ErrorKind.GOAWAY : ErrorKind.CLOSED;
        }
        return ErrorKind.PROTOCOL;
    }

    private static boolean isOf(Throwable cause, Class<? extends Throwable> type) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return true;
            }
        }
        return false;
    }
}
