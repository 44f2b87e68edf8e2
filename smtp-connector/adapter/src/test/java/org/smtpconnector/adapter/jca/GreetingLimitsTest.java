package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpSession;

/** A limit that is told in place of the greeting, with a code that may stand there, is counted under its key. */
class GreetingLimitsTest {

    private final Deployment deployment = new Deployment();
    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch mayReturn = new CountDownLatch(1);

    private final class Greeting implements SmtpMessageListener {

        @Override
        public String onConnect(SmtpSession session, String greeting) {
            return greeting;
        }

        @Override
        public void onMessage(SmtpMessage message) {
            called.countDown();
            try {
                mayReturn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @AfterEach
    void stop() {
        mayReturn.countDown();
        deployment.close();
    }

    private void assertCounted(String key) {
        await().untilAsserted(() ->
                assertThat(deployment.status().counters().limitsReached()).containsEntry(key, 1L));
    }

    @Test
    void aFullQueue() throws Exception {
        deployment.set("max-processings", "1").set("max-queued-processings", "0");
        deployment.deploy(new Greeting());
        try (Client busy = deployment.connect()) {
            busy.hello().data("a@example.org").send("Text", ".");
            called.await();
            try (Client client = deployment.connect()) {
                client.expect("421 4.3.2");
            }
            assertCounted("max-queued-processings");
        }
    }

    @Test
    void theConnectionsOfAClientThatXclientNames() throws Exception {
        deployment.set("max-connections-per-client", "1").set("xclient.trusted-networks", "127.0.0.0/8");
        deployment.deploy(message -> {});
        try (Client one = deployment.connect()) {
            one.hello().say("XCLIENT ADDR=192.0.2.1", "220");
            try (Client two = deployment.connect()) {
                two.hello().say("XCLIENT ADDR=192.0.2.1", "421 4.7.0");
            }
            assertCounted("max-connections-per-client");
        }
    }

    @Test
    void theConnectionsOfAClientThatAProxyNames() throws Exception {
        deployment
                .set("max-connections-per-client", "1")
                .set("proxy-protocol", "required")
                .set("proxy-protocol.trusted-networks", "127.0.0.0/8");
        deployment.deploy(message -> {});
        String header = "PROXY TCP4 192.0.2.1 192.0.2.2 1234 25";
        try (Client one = deployment.connect()) {
            one.send(header).hello();
            try (Client two = deployment.connect()) {
                two.say(header, "421 4.7.0");
            }
            assertCounted("max-connections-per-client");
        }
    }
}
