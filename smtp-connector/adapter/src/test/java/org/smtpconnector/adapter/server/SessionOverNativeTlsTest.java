package org.smtpconnector.adapter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.session.FakeApplication;
import org.smtpconnector.adapter.tls.TlsProvider;
import org.smtpconnector.protocol.HookResult;

/** The same with BoringSSL. There the answer to a {@code close_notify} is one: nothing is said to a client that has sent it. */
class SessionOverNativeTlsTest extends SessionOverTlsTest {

    @Override
    TlsProvider provider() {
        return TlsProvider.NATIVE;
    }

    @Override
    @Test
    void whoEndsItsOutputAfterQuitHearsAllReplies() throws Exception {
        NettyServer listener = listen();
        application.holding = true;
        try (TestClient client = connected(listener).expect("220")) {
            client.data().send("x", ".", "QUIT");
            FakeApplication.Delivery delivery = application.next();
            client.socket.shutdownOutput();
            assertThat(delivery.later().isWanted()).isTrue();
            delivery.later().decided(HookResult.PROCEED);
            // Both replies, one or none: the close_notify may be read before the decision or after it.
            client.socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        await().until(() -> listener.connections() == 0);
    }

    @Override
    @Test
    void whoEndsItsOutputAfterTheMessageIsTakenForGoneButAnswered() throws Exception {
        NettyServer listener = listen();
        application.holding = true;
        try (TestClient client = greeted(listener)) {
            client.data().send("x", ".");
            FakeApplication.Delivery delivery = application.next();
            client.socket.shutdownOutput();
            client.expectEnd();
            await().until(() -> !delivery.later().isWanted());
            delivery.later().decided(HookResult.PROCEED);
        }
        await().until(() -> listener.connections() == 0);
    }
}
