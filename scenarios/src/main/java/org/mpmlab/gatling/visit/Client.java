package org.mpmlab.gatling.visit;

import io.gatling.core.session.Session;
import io.gatling.http.client.Http2PriorKnowledge;
import io.gatling.http.client.HttpClient;
import io.gatling.http.client.HttpClientConfig;
import io.gatling.http.client.RequestBuilder;
import io.gatling.http.client.SslContextsHolder;
import io.gatling.http.client.body.string.StringRequestBodyBuilder;
import io.gatling.http.client.impl.DefaultHttpClient;
import io.gatling.http.client.resolver.InetAddressNameResolver;
import io.gatling.http.client.uri.Uri;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.mpmlab.core.load.Load;
import org.mpmlab.core.load.Protocol;

/** Gatling's HTTP client, set up for one load: every visitor with connections of their own. Thread-safe. */
final class Client implements AutoCloseable {
    /** Kept connections are the server's to close. */
    private static final long IDLE_MILLIS = Duration.ofHours(24).toMillis();

    private final HttpClient client;
    private final boolean http2;
    private final boolean closes;
    private final long timeoutMillis;

    Client(Load load) {
        http2 = load.protocol() == Protocol.H2;
        closes = !load.connections().keepsAlive();
        timeoutMillis = Math.max(1, load.requestTimeout().toMillis());
        client = new DefaultHttpClient(new HttpClientConfig()
                .setDefaultSslContextsHolder(new SslContextsHolder.Default(tls(false), tls(true)))
                .setEnableSni(true)
                .setConnectTimeout(timeoutMillis)
                .setHandshakeTimeout(timeoutMillis)
                .setChannelPoolIdleTimeout(IDLE_MILLIS)
                .setUseNativeTransport(true));
    }

    /** A lab's certificates are self-signed: any is taken, for any name. */
    private static SslContext tls(boolean alpn) {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null);
        if (alpn) {
            builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    ApplicationProtocolNames.HTTP_2,
                    ApplicationProtocolNames.HTTP_1_1));
        }
        try {
            return builder.build();
        } catch (SSLException noTls) {
            throw new IllegalStateException("TLS can't be set up: " + noTls.getMessage(), noTls);
        }
    }

    /** Sends a request over one of the visitor's connections, on the visitor's event loop. */
    void send(Ask ask, Visit visit, Session session, Answer answer) {
        RequestBuilder request = new RequestBuilder(
                        ask.name(),
                        ask.method(),
                        Uri.create(ask.uri().toString()),
                        InetAddressNameResolver.JAVA_RESOLVER)
                .setRequestTimeout(timeoutMillis)
                .setHttp2Enabled(http2)
                .setCookies(visit.cookies());
        if (http2) {
            request.setHttp2PriorKnowledge(Http2PriorKnowledge.HTTP2_SUPPORTED);
        }
        ask.headers().forEach(request::addHeader);
        if (closes && !http2) {
            request.addHeader("Connection", "close");
        }
        ask.body().ifPresent(body -> request.setBodyBuilder(new StringRequestBodyBuilder(body)));
        client.sendRequest(request.build(), session.userId(), session.eventLoop(), answer, null);
    }

    /** Closes a visitor's connections. */
    void leave(long userId, EventLoop loop) {
        client.flushClientIdChannels(userId, loop);
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (Exception unclosed) {
            throw new IllegalStateException("Gatling's client does not close", unclosed);
        }
    }
}
