package org.smtpconnector.adapter.tls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client that trusts everyone, and its handshake with a server in memory. */
final class Handshake {

    private final SSLEngine client;
    private String[] protocols = {"TLSv1.3", "TLSv1.2"};

    private Handshake(SSLEngine client) {
        this.client = client;
    }

    static Handshake client(KeyManager... keys) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {new TrustsEveryone()}, new SecureRandom());
        SSLEngine client = context.createSSLEngine();
        client.setUseClientMode(true);
        return new Handshake(client);
    }

    Handshake asksFor(String host) {
        SSLParameters parameters = client.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        client.setSSLParameters(parameters);
        return this;
    }

    /** Asks for a name of the host that is none. */
    Handshake asksForAnything(String name) {
        SSLParameters parameters = client.getSSLParameters();
        parameters.setServerNames(
                List.of(new SNIServerName(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.UTF_8)) {}));
        client.setSSLParameters(parameters);
        return this;
    }

    Handshake speaks(String... versions) {
        protocols = versions;
        return this;
    }

    Handshake ciphers(String... suites) {
        client.setEnabledCipherSuites(suites);
        return this;
    }

    /** Goes through it; both engines then have their session. */
    Handshake with(SSLEngine server) throws SSLException {
        client.setEnabledProtocols(protocols);
        ByteBuffer toServer = ByteBuffer.allocate(1 << 17);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 17);
        client.beginHandshake();
        server.beginHandshake();
        for (int i = 0; i < 100; i++) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
        if (server.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            throw new AssertionError("server: " + server.getHandshakeStatus());
        }
        return this;
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        for (Runnable task; (task = engine.getDelegatedTask()) != null; ) {
            task.run();
        }
        ByteBuffer nothing = ByteBuffer.allocate(0);
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            engine.wrap(nothing, out);
        } else if (in.position() > 0 || engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
            // BoringSSL goes on after a task when it is called again, even if nothing more has come.
            in.flip();
            engine.unwrap(in, ByteBuffer.allocate(1 << 17));
            in.compact();
        }
    }

    X509Certificate shown() throws SSLException {
        return (X509Certificate) client.getSession().getPeerCertificates()[0];
    }

    int chainLength() throws SSLException {
        return client.getSession().getPeerCertificates().length;
    }

    private static final class TrustsEveryone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // that is what it is for
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
