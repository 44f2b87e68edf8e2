package org.smtpconnector.adapter.jca;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import org.smtpconnector.protocol.Caller;
import org.smtpconnector.protocol.SessionSnapshot;

/** Sessions for tests. */
final class Sessions {

    static final SessionSnapshot FACTS = of(null);

    private Sessions() {}

    /** Returns the session of a user; null for nobody. */
    static SessionSnapshot of(Caller caller) {
        return new SessionSnapshot(
                "session",
                "default",
                "mx.example",
                false,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 2525),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 40000),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                "client.example",
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(caller),
                Optional.empty(),
                Optional.empty(),
                0);
    }
}
