package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.InternetHeaders;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.testkit.TestTls;

/**
 * A client that ends its output behind the final dot has gone: most likely it sends the message again (RFC 1047). One that has sent QUIT
 * there has said all that it wants. The outcome does not depend on the moment at which the server notices the end.
 */
class HalfCloseTest {

    private final Deployment deployment = new Deployment().set("io-threads", "1");
    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch mayReturn = new CountDownLatch(1);
    private final CountDownLatch mayCommit = new CountDownLatch(1);
    private static TestTls tls;

    private final class Bean implements SmtpMessageListener {
        @Override
        public void onMessage(SmtpMessage message) {
            pass();
        }
    }

    private final class HookedBean implements SmtpMessageListener {
        @Override
        public String onHeaders(SmtpSession session, SmtpTransaction transaction, InternetHeaders headers) {
            pass();
            return "";
        }

        @Override
        public void onMessage(SmtpMessage message) {
            await(mayCommit);
        }
    }

    private void pass() {
        called.countDown();
        await(mayReturn);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    static void makeCertificate(@TempDir Path folder) {
        tls = TestTls.in(folder);
    }

    @BeforeEach
    void prepare() {
        deployment
                .set("tls.mode", "optional")
                .set("tls.provider", "jdk") // BoringSSL says nothing more once it has read the end
                .set("tls.key-store", tls.keyStore().toString())
                .set("tls.key-store-password", TestTls.PASSWORD);
    }

    @AfterEach
    void stop() {
        mayReturn.countDown();
        mayCommit.countDown();
        deployment.close();
    }

    /** The client sends the end of its message and ends its output while the beans are asked something, and the server has noticed. */
    private Client sent(boolean secured, boolean hooked, String... end) throws Exception {
        deployment.deploy(hooked ? new HookedBean() : new Bean());
        Client client = deployment.connect().hello();
        if (secured) {
            client.startTls(tls.client());
        }
        client.data("a@example.org");
        if (hooked) {
            client.send("Subject: x", "");
            await(called);
        }
        client.send(end).shutdownOutput();
        awaitRound();
        mayReturn.countDown();
        if (hooked) {
            // Input that waits for a hook is in the way of the end: a server that has taken it reads once more.
            Awaitility.await()
                    .until(() -> deployment.count("onMessage") > 0
                            || deployment.status().refused() > 0);
            awaitRound();
        }
        mayCommit.countDown();
        return client;
    }

    /** The only event loop has done all that it had to do. */
    private void awaitRound() throws Exception {
        try (Client other = deployment.connect()) {
            other.hello().say("NOOP", "250").say("NOOP", "250");
        }
    }

    @ParameterizedTest(name = "TLS {0}, hook {1}")
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void aClientThatHasGoneBehindTheFinalDotIsNotDelivered(boolean secured, boolean hooked) throws Exception {
        try (Client client = sent(secured, hooked, "Text", ".")) {
            client.expect("451 4.4.2").expect("end of stream");
        }
        SmtpJournal.Entry entry = deployment.nextTransaction();
        assertThat(entry.outcome()).isEqualTo(Outcome.DISCONNECTED);
        assertThat(entry.reply().orElseThrow().enhancedCode()).isEqualTo("4.4.2");
        assertThat(deployment.status().delivered()).isZero();
    }

    @ParameterizedTest(name = "TLS {0}, hook {1}")
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void aClientThatHasQuitBehindTheFinalDotIsDelivered(boolean secured, boolean hooked) throws Exception {
        try (Client client = sent(secured, hooked, "Text", ".", "QUIT")) {
            client.expect("250 2.0.0").expect("221").expect("end of stream");
        }
        assertThat(deployment.nextTransaction().outcome()).isEqualTo(Outcome.ACCEPTED);
    }
}
