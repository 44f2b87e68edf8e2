package org.smtpconnector.adapter.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.TlsKeys;
import org.smtpconnector.adapter.config.TlsMode;
import org.smtpconnector.adapter.tls.TlsProvider;

/** Everything that holds for sessions in clear also holds for those that begin with TLS. */
class SessionOverTlsTest extends SessionTest {

    private static final SSLContext CLIENT = TestTls.client();

    /** The test is about the spool, which TLS does not touch. */
    @Override
    void twentyLargeMessagesAtOnceStayWithinTheBudget() {}

    @Override
    ListenerSettings settings(List<String> hosts, int port, Duration commandTimeout, int maxConnections) {
        return TestTls.with(super.settings(hosts, port, commandTimeout, maxConnections), TlsMode.IMPLICIT)
                .with(TlsKeys.PROVIDER, provider());
    }

    /** The provider that is tested; a class for another one extends this class. */
    TlsProvider provider() {
        return TlsProvider.JDK;
    }

    @Override
    TestClient connected(SmtpServer listener) throws IOException {
        return TestClient.connect(address(listener), CLIENT);
    }
}
