package org.smtpconnector.protocol;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Set;
import org.smtpconnector.api.SmtpSession;

/** A session as the engine keeps it. What RSET forgets is all in one reference, {@link #transaction}. */
final class Session {

    private final EngineSettings settings;
    private final String id;
    private final InetSocketAddress local;
    private final InetSocketAddress remote;
    private final Instant connectedAt;

    private String heloName = "";
    private boolean extended;
    private Transaction transaction;
    private int transactions;
    private SmtpSession snapshot;

    Session(
            EngineSettings settings,
            String id,
            InetSocketAddress local,
            InetSocketAddress remote,
            Instant connectedAt) {
        this.settings = settings;
        this.id = id;
        this.local = local;
        this.remote = remote;
        this.connectedAt = connectedAt;
    }

    EngineSettings settings() {
        return settings;
    }

    /** HELO or EHLO was accepted: whatever transaction there was is over (RFC 5321 section 4.1.4). */
    void greeted(String name, boolean ehlo) {
        heloName = name;
        extended = ehlo;
        transaction = null;
        snapshot = null;
    }

    boolean isExtended() {
        return extended;
    }

    /** What the client may use; empty before EHLO. */
    Set<Extension> offered() {
        return Extension.offered(settings, extended);
    }

    /** MAIL was accepted. */
    void begin(Command.Mail from, Instant now) {
        transactions++;
        transaction = new Transaction(id + '-' + transactions, from.reversePath(), from.parameters(), now);
    }

    /** The transaction that is going on; null if there is none. */
    Transaction transaction() {
        return transaction;
    }

    /** RSET, or the transaction has ended in whatever way (RFC 5321 section 4.1.1.5). */
    void endTransaction() {
        transaction = null;
    }

    Phase phase() {
        if (heloName.isEmpty()) {
            return Phase.CONNECTED;
        }
        if (transaction == null) {
            return Phase.GREETED;
        }
        return transaction.hasRecipients() ? Phase.RCPT : Phase.MAIL;
    }

    /** The session as beans see it, the same object as long as nothing changes. */
    SmtpSession snapshot() {
        if (snapshot == null) {
            snapshot = new SessionSnapshot(id, settings.listener(), local, remote, connectedAt, heloName, extended);
        }
        return snapshot;
    }
}
