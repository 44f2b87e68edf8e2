package org.smtpconnector.inbox.store;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTls;

/** The connection that brought a message. What is null is not known. */
@Embeddable
public class StoredSession {

    private static final int MAX_SHORT = 255;

    @Column(name = "session_id", nullable = false, length = MAX_SHORT)
    private String id;

    @Column(name = "listener", nullable = false, length = MAX_SHORT)
    private String listener;

    @Column(name = "client_address", nullable = false, length = MAX_SHORT)
    private String clientAddress;

    @Column(name = "client_port", nullable = false)
    private int clientPort;

    @Column(name = "server_address", nullable = false, length = MAX_SHORT)
    private String serverAddress;

    @Column(name = "server_port", nullable = false)
    private int serverPort;

    @Column(name = "helo_name", nullable = false, length = MAX_SHORT)
    private String heloName;

    @Column(name = "extended")
    private Boolean extended;

    @Column(name = "connected_at")
    private Instant connectedAt;

    @Column(name = "tls_protocol", length = MAX_SHORT)
    private String tlsProtocol;

    @Column(name = "tls_cipher", length = MAX_SHORT)
    private String tlsCipher;

    @Column(name = "auth_user", length = MAX_SHORT)
    private String user;

    /** For Jakarta Persistence. */
    protected StoredSession() {}

    StoredSession(SmtpSession session) {
        this(session.id(), session.listener(), session.remoteAddress(), session.localAddress(), session.heloName());
        this.extended = session.isExtended();
        this.connectedAt = session.connectedAt();
        this.tlsProtocol = shortened(session.tls().map(SmtpTls::protocol).orElse(null));
        this.tlsCipher = shortened(session.tls().map(SmtpTls::cipherSuite).orElse(null));
        this.user = shortened(session.authenticationId().orElse(null));
    }

    StoredSession(SmtpJournal.Entry entry) {
        this(entry.sessionId(), entry.listener(), entry.remoteAddress(), entry.localAddress(), entry.heloName());
        this.tlsProtocol = shortened(entry.tlsProtocol().orElse(null));
        this.tlsCipher = shortened(entry.tlsCipherSuite().orElse(null));
        this.user = shortened(entry.user().orElse(null));
    }

    private StoredSession(
            String id, String listener, InetSocketAddress client, InetSocketAddress server, String heloName) {
        this.id = shortened(id);
        this.listener = shortened(listener);
        this.clientAddress = address(client);
        this.clientPort = client.getPort();
        this.serverAddress = address(server);
        this.serverPort = server.getPort();
        this.heloName = shortened(heloName);
    }

    private static String shortened(String text) {
        return Text.column(text, MAX_SHORT);
    }

    /** The address in numbers: no name is looked up. */
    private static String address(InetSocketAddress address) {
        return address.getAddress().getHostAddress();
    }

    public String id() {
        return id;
    }

    public String listener() {
        return listener;
    }

    public String clientAddress() {
        return clientAddress;
    }

    public int clientPort() {
        return clientPort;
    }

    public String serverAddress() {
        return serverAddress;
    }

    public int serverPort() {
        return serverPort;
    }

    public String heloName() {
        return heloName;
    }

    public Boolean extended() {
        return extended;
    }

    public Instant connectedAt() {
        return connectedAt;
    }

    /** Null in clear, as the cipher. */
    public String tlsProtocol() {
        return tlsProtocol;
    }

    public String tlsCipher() {
        return tlsCipher;
    }

    /** Null if nobody has authenticated. */
    public String user() {
        return user;
    }
}
