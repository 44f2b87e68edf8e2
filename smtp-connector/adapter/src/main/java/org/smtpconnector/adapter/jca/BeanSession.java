package org.smtpconnector.adapter.jca;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTls;
import org.smtpconnector.protocol.SessionSnapshot;

/** A session as beans see it while they are asked one thing. */
final class BeanSession implements SmtpSession {

    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    private final SessionSnapshot facts;
    private final SessionScope scope;
    private Duration delay = Duration.ZERO;
    private boolean returned;

    BeanSession(SessionSnapshot facts, SessionScope scope) {
        this.facts = facts;
        this.scope = scope;
    }

    @Override
    public String id() {
        return facts.id();
    }

    @Override
    public String listener() {
        return facts.listener();
    }

    @Override
    public boolean isLmtp() {
        return facts.isLmtp();
    }

    @Override
    public String hostname() {
        return facts.hostname();
    }

    @Override
    public InetSocketAddress localAddress() {
        return facts.localAddress();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return facts.remoteAddress();
    }

    @Override
    public Optional<String> remoteHost() {
        return facts.remoteName().or(scope::remoteHost);
    }

    @Override
    public Optional<InetSocketAddress> proxyAddress() {
        return facts.proxyAddress();
    }

    @Override
    public Instant connectedAt() {
        return facts.connectedAt();
    }

    @Override
    public String heloName() {
        return facts.heloName();
    }

    @Override
    public boolean isExtended() {
        return facts.isExtended();
    }

    @Override
    public Optional<SmtpTls> tls() {
        return facts.tls();
    }

    @Override
    public Optional<Instant> securedAt() {
        return facts.securedAt();
    }

    @Override
    public Optional<String> authenticationId() {
        return facts.authenticationId();
    }

    @Override
    public Optional<String> authorizationId() {
        return facts.authorizationId();
    }

    @Override
    public Optional<Instant> authenticatedAt() {
        return facts.authenticatedAt();
    }

    @Override
    public int errorCount() {
        return facts.errorCount();
    }

    @Override
    public Set<String> groups() {
        Identity identity = scope.identity();
        return identity == null ? Set.of() : identity.groups();
    }

    @Override
    public Map<String, Object> attributes() {
        return scope.attributes();
    }

    @Override
    public synchronized void delayReply(Duration time) {
        if (returned) {
            throw new IllegalStateException("The bean has returned: the reply of session " + id() + " is on its way");
        }
        if (time.isNegative()) {
            throw new IllegalArgumentException("A delay of " + time + "; expected one that is not negative");
        }
        Duration bounded = time.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : time;
        delay = bounded.compareTo(delay) > 0 ? bounded : delay;
    }

    /** All beans have returned: how long the reply shall wait. */
    synchronized Duration returned() {
        returned = true;
        return delay;
    }
}
