package org.smtpconnector.protocol;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTls;
import org.smtpconnector.protocol.syntax.MailParameters;

/** The state of a session. All that RSET forgets is in one reference, {@link #transaction}. */
final class Session {

    private final EngineSettings settings;
    private final SmtpObserver observer;
    private final String id;
    private final Instant connectedAt;

    private InetSocketAddress local;
    private InetSocketAddress remote;
    private String remoteName = "";
    private boolean xclientTrusted;
    private boolean xclient;
    private String heloName = "";
    private boolean extended;
    private InetSocketAddress proxy;
    private SmtpTls tls;
    private Instant securedAt;
    private Caller caller;
    private String authorizationId = "";
    private Instant authenticatedAt;
    private int errors;
    private int refusedRecipients;
    private int junkCommands;
    private int authFailures;
    /** The number of transactions that the client has asked for, which makes their ids unique. */
    private int transactionIds;
    /** The number of transactions that were accepted. */
    private int transactions;

    private Transaction transaction;

    private SessionSnapshot snapshot;
    private Set<Extension> offered;

    Session(
            EngineSettings settings,
            SmtpObserver observer,
            String id,
            InetSocketAddress local,
            InetSocketAddress remote,
            Instant connectedAt) {
        this.settings = settings;
        this.observer = observer;
        this.id = id;
        this.connectedAt = connectedAt;
        connection(local, remote);
    }

    /**
     * The connection comes from that peer. Its address decides whether XCLIENT is offered; the addresses that XCLIENT names do not,
     * since the peer that speaks XCLIENT stays the trusted proxy (Postfix), and its attributes may come in several commands.
     */
    private void connection(InetSocketAddress localAddress, InetSocketAddress remoteAddress) {
        local = localAddress;
        remote = remoteAddress;
        xclientTrusted =
                remote.getAddress() != null && settings.xclientTrusted().test(remote.getAddress());
        changed();
    }

    private void changed() {
        snapshot = null;
        offered = OfferedExtensions.of(settings, extended, tls != null, xclientTrusted, xclient);
    }

    EngineSettings settings() {
        return settings;
    }

    /** HELO, EHLO or LHLO was accepted: whatever transaction there was is over (RFC 5321 section 4.1.4). */
    void greeted(String name, boolean isExtended) {
        endTransaction(List.of(), null);
        heloName = name;
        extended = isExtended;
        changed();
    }

    /** TLS is there: all that was learned in clear is forgotten (RFC 3207 section 4.2). */
    void secured(SmtpTls session, Instant now) {
        endTransaction(List.of(), null);
        tls = session;
        securedAt = now;
        authenticated(null, "", null);
        greeted("", false);
    }

    /** The client has authenticated, or is forgotten again. */
    void authenticated(Caller asWhom, String onBehalfOf, Instant now) {
        caller = asWhom;
        authorizationId = onBehalfOf;
        authenticatedAt = now;
        changed();
    }

    /** A trusted proxy has named its client with XCLIENT, and the session begins anew. */
    void begunAnew(XclientIdentity client, Instant now) {
        endTransaction(List.of(), null);
        rememberProxy();
        xclient = true;
        local = client.local();
        remote = client.remote();
        remoteName = client.remoteName();
        boolean authenticated = !client.login().isEmpty();
        authenticated(authenticated ? new Caller(client.login(), Set.of()) : null, "", authenticated ? now : null);
        greeted("", false);
    }

    /** A trusted proxy has named the connection that it brings (the PROXY protocol). */
    void proxied(InetSocketAddress localAddress, InetSocketAddress remoteAddress) {
        rememberProxy();
        connection(localAddress, remoteAddress);
    }

    /** The first proxy counts as the proxy of the session. */
    private void rememberProxy() {
        proxy = proxy == null ? remote : proxy;
    }

    InetSocketAddress local() {
        return local;
    }

    InetSocketAddress remote() {
        return remote;
    }

    /** Returns the client's host name; empty if it is not known. */
    String remoteName() {
        return remoteName;
    }

    boolean isExtended() {
        return extended;
    }

    boolean isSecure() {
        return tls != null;
    }

    boolean isAuthenticated() {
        return caller != null;
    }

    /** Counts a command that was ill-formed, unknown or out of order; true if that was one too many. */
    boolean countError() {
        errors++;
        snapshot = null;
        return errors >= settings.maxErrors();
    }

    /** Counts a recipient that was refused for good; true if that was one too many since the last message that was taken. */
    boolean countRefusedRecipient() {
        refusedRecipients++;
        return refusedRecipients >= settings.maxRefusedRecipients();
    }

    /** Counts a command that brings no message nearer; true if that was one too many in a row. */
    boolean countJunk() {
        junkCommands++;
        return junkCommands > settings.maxJunkCommands();
    }

    /** A message has come to its end, whatever became of it. */
    void received() {
        junkCommands = 0;
    }

    /** Counts a failed authentication; true if that was one too many. */
    boolean countAuthFailure() {
        authFailures++;
        return authFailures >= settings.maxAuthFailures();
    }

    /** Returns the extensions that the client may use; empty before EHLO. */
    Set<Extension> offered() {
        return offered;
    }

    /** Returns whether there may be another transaction. */
    boolean mayBegin() {
        return transactions < settings.maxMessages();
    }

    /** Makes a transaction that has not begun. */
    Transaction draft(SmtpAddress reversePath, MailParameters parameters, Instant now) {
        transactionIds++;
        return new Transaction(id + '-' + transactionIds, reversePath, parameters, now);
    }

    /** MAIL was accepted. */
    void begin(Transaction draft) {
        transactions++;
        transaction = draft;
    }

    /** Returns the transaction that is going on; null if there is none. */
    Transaction transaction() {
        return transaction;
    }

    /**
     * RSET, or the transaction has ended in whatever way (RFC 5321 section 4.1.1.5).
     *
     * @param replies the replies that have ended it; empty if the client has given it up
     * @param verdict the verdict that has ended it; null if the engine or the client has
     */
    void endTransaction(List<SmtpReply> replies, Verdict verdict) {
        if (transaction != null) {
            transaction = null;
            for (SmtpReply reply : replies) {
                refusedRecipients = reply.isPositive() ? 0 : refusedRecipients;
            }
            observer.transactionEnded(snapshot(), replies, verdict);
        }
    }

    Phase phase() {
        if (heloName.isEmpty()) {
            return Phase.CONNECTED;
        }
        return transaction == null ? Phase.GREETED : transaction.phase();
    }

    /** Returns the session as beans see it: the same object as long as nothing changes. */
    SessionSnapshot snapshot() {
        if (snapshot == null) {
            snapshot = new SessionSnapshot(
                    id,
                    settings.listener(),
                    settings.hostname(),
                    settings.protocol() == ServerProtocol.LMTP,
                    local,
                    remote,
                    Optional.of(remoteName).filter(name -> !name.isEmpty()),
                    Optional.ofNullable(proxy),
                    connectedAt,
                    heloName,
                    extended,
                    Optional.ofNullable(tls),
                    Optional.ofNullable(securedAt),
                    Optional.ofNullable(caller),
                    Optional.of(authorizationId).filter(name -> !name.isEmpty()),
                    Optional.ofNullable(authenticatedAt),
                    errors);
        }
        return snapshot;
    }
}
