package org.smtpconnector.adapter.jca;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTls;
import org.smtpconnector.protocol.Caller;
import org.smtpconnector.protocol.SessionSnapshot;

/** The session at the moment of one call, as the beans see it; only its attributes are shared with other calls. */
final class SessionView implements SmtpSession {

    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    private final SessionSnapshot snapshot;
    private final Optional<String> remoteHost;
    private final ConnectionScope scope;
    private Duration delay = Duration.ZERO;
    private boolean returned;

    SessionView(SessionSnapshot snapshot, ConnectionScope scope) {
        this.snapshot = snapshot;
        this.remoteHost = snapshot.remoteName().or(scope::remoteHost);
        this.scope = scope;
    }

    @Override
    public String id() {
        return snapshot.id();
    }

    @Override
    public String listener() {
        return snapshot.listener();
    }

    @Override
    public boolean isLmtp() {
        return snapshot.isLmtp();
    }

    @Override
    public String hostname() {
        return snapshot.hostname();
    }

    @Override
    public InetSocketAddress localAddress() {
        return snapshot.localAddress();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return snapshot.remoteAddress();
    }

    @Override
    public Optional<String> remoteHost() {
        return remoteHost;
    }

    @Override
    public Optional<InetSocketAddress> proxyAddress() {
        return snapshot.proxyAddress();
    }

    @Override
    public Instant connectedAt() {
        return snapshot.connectedAt();
    }

    @Override
    public String heloName() {
        return snapshot.heloName();
    }

    @Override
    public boolean isExtended() {
        return snapshot.isExtended();
    }

    @Override
    public Optional<SmtpTls> tls() {
        return snapshot.tls();
    }

    @Override
    public Optional<Instant> securedAt() {
        return snapshot.securedAt();
    }

    @Override
    public Optional<String> authenticationId() {
        return snapshot.authenticationId();
    }

    @Override
    public Optional<String> authorizationId() {
        return snapshot.authorizationId();
    }

    @Override
    public Optional<Instant> authenticatedAt() {
        return snapshot.authenticatedAt();
    }

    @Override
    public int errorCount() {
        return snapshot.errorCount();
    }

    @Override
    public Set<String> groups() {
        return snapshot.caller().map(Caller::groups).orElse(Set.of());
    }

    @Override
    public Map<String, Object> attributes() {
        return scope.attributes();
    }

    @Override
    public synchronized void delayReply(Duration time) {
        requireCall();
        if (time.isNegative()) {
            throw new IllegalArgumentException("A delay of " + time + "; expected one that is not negative");
        }
        Duration bounded = time.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : time;
        delay = bounded.compareTo(delay) > 0 ? bounded : delay;
    }

    @Override
    public synchronized void dropConnection() {
        requireCall();
        scope.drop();
    }

    private void requireCall() {
        if (returned) {
            throw new IllegalStateException("The reply of session " + id() + " is on its way");
        }
    }

    /** All beans have returned: how long the reply shall wait. */
    synchronized Duration returned() {
        returned = true;
        return delay;
    }
}
