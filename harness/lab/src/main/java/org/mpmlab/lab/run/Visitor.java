package org.mpmlab.lab.run;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.mpmlab.core.site.Site;

/**
 * Looks at pages before and after they are measured, one connection each, which it closes. Takes any certificate: a
 * lab's are self-signed. Thread-safe.
 */
final class Visitor {
    private static final int HTTPS = 443;
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final SSLContext TRUSTING = trusting();

    /**
     * What a page answered.
     *
     * @param server the Server header
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, byte[] body, Optional<String> server) {
        boolean contains(String marker) {
            return text().contains(marker);
        }

        /** Whether it is this page as it should be. */
        boolean shows(Site.Page page) {
            return status == page.status() && contains(page.marker());
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Gets a page over HTTP/1.1. */
    Answer get(URI uri) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        if (connection instanceof HttpsURLConnection https) {
            https.setSSLSocketFactory(TRUSTING.getSocketFactory());
            https.setHostnameVerifier((host, session) -> true);
        }
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Connection", "close");
        try {
            int status = connection.getResponseCode();
            try (InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
                return new Answer(
                        status,
                        body == null ? new byte[0] : body.readAllBytes(),
                        Optional.ofNullable(connection.getHeaderField("Server")));
            }
        } finally {
            connection.disconnect();
        }
    }

    /** What the server chooses when a browser offers HTTP/2 and HTTP/1.1; empty when it chooses none. */
    Optional<String> alpn(URI uri) throws IOException {
        try (Socket socket =
                TRUSTING.getSocketFactory().createSocket(uri.getHost(), uri.getPort() < 0 ? HTTPS : uri.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            SSLSocket tls = (SSLSocket) socket;
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            return Optional.of(tls.getApplicationProtocol()).filter(protocol -> !protocol.isEmpty());
        }
    }

    private static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final class TrustsAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
