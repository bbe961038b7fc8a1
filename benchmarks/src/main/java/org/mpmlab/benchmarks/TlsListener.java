package org.mpmlab.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/** Listens over the JDK's TLS, with a certificate made for the occasion, and chooses HTTP/2 by ALPN. */
final class TlsListener {
    private static final String PASSWORD = "secret";

    private TlsListener() {}

    static ServerSocket open(InetAddress address, int backlog) throws IOException {
        Path folder = Files.createTempDirectory("mpmlab-benchmarks");
        Path store = folder.resolve("server.p12");
        try {
            makeCertificate(store);
            SSLServerSocket socket =
                    (SSLServerSocket) context(store).getServerSocketFactory().createServerSocket(0, backlog, address);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            return socket;
        } catch (GeneralSecurityException impossible) {
            throw new IOException("the JDK's TLS does not take its own keytool's certificate", impossible);
        } finally {
            Files.deleteIfExists(store);
            Files.delete(folder);
        }
    }

    private static void makeCertificate(Path store) throws IOException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "lab",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=lab",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!Files.exists(store)) {
            throw new IOException("keytool made no certificate: " + said);
        }
    }

    private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
