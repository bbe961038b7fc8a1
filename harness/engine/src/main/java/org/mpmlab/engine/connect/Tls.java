package org.mpmlab.engine.connect;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.List;
import javax.net.ssl.SSLException;

/** TLS on the client's side: BoringSSL where its natives load, else the JDK's. */
public final class Tls {
    private Tls() {}

    /** Which implementation is in use, for the record. */
    public static String provider() {
        return OpenSsl.isAvailable() ? OpenSsl.versionString() : "JDK";
    }

    /**
     * What the connections of a target share.
     *
     * @param alpn the protocols to offer, best first
     * @param trustAll take any certificate for any name
     */
    public static SslContext context(List<String> alpn, boolean trustAll) {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        alpn));
        if (trustAll) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm(null);
        }
        try {
            return builder.build();
        } catch (SSLException unusable) {
            throw new IllegalStateException("this JVM has no usable TLS: " + unusable.getMessage(), unusable);
        }
    }
}
