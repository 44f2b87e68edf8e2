package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.internet.InternetHeaders;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/** The octets that are held for beans which look at a message while it comes in belong to {@code spool.memory-budget}. */
class HookMemoryTest {

    private static final int CLIENTS = 1000;
    private static final int BUDGET = 32 << 20;

    /** Octets that are held for one message at the least, while a bean is shown a piece of it. */
    private static final int PIECE = 64 << 10;

    private static final String CONTENT = ("x".repeat(98) + "\r\n").repeat(1000);

    private final Deployment deployment = new Deployment()
            .set("spool.memory-budget", String.valueOf(BUDGET))
            .set("spool.memory-threshold", "1024")
            .set("max-connections", "1100")
            .set("max-connections-per-client", "1100")
            .set("max-queued-processings", "1100")
            .set("message-rate-per-client", "unlimited")
            .set("max-processings", "1");
    private volatile CountDownLatch mayReturn = new CountDownLatch(1);

    private final class LookingBean implements SmtpMessageListener {
        @Override
        public String onHeaders(SmtpSession session, SmtpTransaction transaction, InternetHeaders headers) {
            return "";
        }

        @Override
        public void onData(SmtpSession session, SmtpTransaction transaction, ByteBuffer data) {
            try {
                mayReturn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void onMessage(SmtpMessage message) {
            // recorded by the endpoint
        }
    }

    @AfterEach
    void stop() {
        mayReturn.countDown();
        deployment.close();
    }

    @Test
    void theBudgetBoundsWhatIsHeldForTheHooksOfAThousandMessagesAndGetsAllOfItBack() throws Exception {
        deployment.deploy(new LookingBean());
        int accepted = accepted(CLIENTS);
        assertThat(accepted).isBetween(10, BUDGET / PIECE);

        mayReturn = new CountDownLatch(1);
        assertThat(accepted(accepted / 2)).isEqualTo(accepted / 2);
    }

    /** Sends the messages at once, and returns how many of them were taken after all had been sent. */
    private int accepted(int messages) throws Exception {
        List<Client> clients = new ArrayList<>();
        try {
            for (int i = 0; i < messages; i++) {
                clients.add(deployment.connect().hello().data("a@example.org").send("Subject: x", "", CONTENT, "."));
            }
            await().until(() -> deployment.status().connections() == messages);
            mayReturn.countDown();
            int accepted = 0;
            for (Client client : clients) {
                String reply = client.reply();
                assertThat(reply).containsPattern("^(250 2.0.0|452 4.3.1)");
                accepted += reply.startsWith("250") ? 1 : 0;
            }
            return accepted;
        } finally {
            for (Client client : clients) {
                client.close();
            }
            await().until(() -> deployment.status().connections() == 0);
        }
    }
}
