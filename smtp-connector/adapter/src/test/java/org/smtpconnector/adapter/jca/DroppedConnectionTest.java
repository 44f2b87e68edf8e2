package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import jakarta.mail.internet.InternetHeaders;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpJournal.Entry;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/** A bean closes the connection in place of a reply. */
class DroppedConnectionTest {

    private final Deployment deployment = new Deployment()
            .set("auth.mode", "optional")
            .set("auth.allow-insecure", "true")
            .set("auth.failure-delay", "PT0S");

    /** The last session that the bean was called for. */
    private final AtomicReference<SmtpSession> last = new AtomicReference<>();

    /** Drops the connection in one of its hooks. */
    private final class Bean implements SmtpMessageListener {

        private final String hook;
        private final Duration delay;
        private final boolean refusing;

        Bean(String hook, Duration delay, boolean refusing) {
            this.hook = hook;
            this.delay = delay;
            this.refusing = refusing;
        }

        private <T> T in(String called, SmtpSession session, T result) {
            last.set(session);
            if (called.equals(hook)) {
                session.delayReply(delay);
                session.dropConnection();
            }
            return result;
        }

        @Override
        public String onConnect(SmtpSession session, String greeting) {
            return in("onConnect", session, greeting);
        }

        @Override
        public String onHelo(SmtpSession session, String heloName, String greeting) {
            return in("onHelo", session, greeting);
        }

        @Override
        public CredentialValidationResult onAuthenticate(SmtpSession session, Credential credential) {
            return in("onAuthenticate", session, CredentialValidationResult.INVALID_RESULT);
        }

        @Override
        public SmtpAddress onMailFrom(SmtpSession session, SmtpTransaction transaction, SmtpAddress reversePath) {
            return in("onMailFrom", session, reversePath);
        }

        @Override
        public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient) {
            return in("onRcptTo", session, recipient);
        }

        @Override
        public String onDataStart(SmtpSession session, SmtpTransaction transaction) {
            return in("onDataStart", session, "");
        }

        @Override
        public String onHeaders(SmtpSession session, SmtpTransaction transaction, InternetHeaders headers) {
            return in("onHeaders", session, "");
        }

        @Override
        public void onData(SmtpSession session, SmtpTransaction transaction, ByteBuffer chunk) {
            in("onData", session, chunk);
        }

        @Override
        public SmtpReply onUnknownCommand(SmtpSession session, String command, SmtpReply reply) {
            return in("onUnknownCommand", session, reply);
        }

        @Override
        public void onMessage(SmtpMessage message) throws SmtpRejectedException {
            in("onMessage", message.session(), message);
            if (refusing) {
                throw new SmtpRejectedException(451, "4.0.0", "Not heard by anybody");
            }
        }
    }

    @AfterEach
    void stop() {
        deployment.close();
    }

    private void deploy(String hook) throws Exception {
        deployment.deploy(new Bean(hook, Duration.ZERO, false));
    }

    private Client transaction() throws Exception {
        return deployment.connect().hello().data("a@example.org");
    }

    private void assertOver(Client client) throws Exception {
        client.expect("end of stream");
        await().until(() -> deployment.status().connections() == 0);
    }

    @Test
    void inPlaceOfTheGreeting() throws Exception {
        deploy("onConnect");
        try (Client client = deployment.connect()) {
            assertOver(client);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "onHelo, EHLO other.example",
        "onAuthenticate, AUTH PLAIN AGEAYQ==",
        "onMailFrom, MAIL FROM:<a@example.org>",
        "onUnknownCommand, XYZ",
    })
    void inPlaceOfTheReplyToACommand(String hook, String command) throws Exception {
        deploy(hook);
        try (Client client = deployment.connect().expect("220")) {
            if (!hook.equals("onHelo")) {
                client.say("EHLO client.example", "250");
            }
            assertOver(client.send(command));
        }
    }

    @Test
    void inPlaceOfTheReplyToARecipient() throws Exception {
        deploy("onRcptTo");
        try (Client client = deployment.connect().hello()) {
            client.say("MAIL FROM:<a@example.org>", "250");
            assertOver(client.send("RCPT TO:<a@example.org>"));
        }
        assertThat(deployment.nextTransaction().outcome()).isEqualTo(Outcome.DISCONNECTED);
    }

    @Test
    void inPlaceOfTheReplyToData() throws Exception {
        deploy("onDataStart");
        try (Client client = deployment.connect().hello()) {
            client.say("MAIL FROM:<a@example.org>", "250").say("RCPT TO:<a@example.org>", "250");
            assertOver(client.send("DATA"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"onHeaders", "onData", "onMessage"})
    void inPlaceOfTheReplyToTheContent(String hook) throws Exception {
        deploy(hook);
        try (Client client = transaction()) {
            assertOver(client.send("Subject: x", "", "Text", "."));
        }
        Entry entry = deployment.nextTransaction();
        assertThat(entry.reply()).isEmpty();
        assertThat(entry.outcome()).isEqualTo(hook.equals("onMessage") ? Outcome.ACCEPTED : Outcome.DISCONNECTED);
        assertThat(entry.transcript()).contains("<the application closes the connection>");
    }

    @Test
    void aMessageThatIsRefusedMeanwhileIsRolledBack() throws Exception {
        deployment.deploy(new Bean("onMessage", Duration.ZERO, true));
        try (Client client = transaction()) {
            assertOver(client.send("Subject: x", "", "Text", "."));
        }
        assertThat(deployment.nextTransaction().outcome()).isEqualTo(Outcome.REFUSED_BY_BEAN);
    }

    @Test
    void afterTheDelay() throws Exception {
        Duration delay = Duration.ofMillis(300);
        deployment.deploy(new Bean("onMailFrom", delay, false));
        try (Client client = deployment.connect().hello()) {
            long before = System.nanoTime();
            assertOver(client.send("MAIL FROM:<a@example.org>"));
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(delay);
        }
    }

    @Test
    void notOnceTheReplyIsOnItsWay() throws Exception {
        deploy("none");
        try (Client client = transaction()) {
            client.send("Subject: x", "", "Text", ".").expect("250");
            assertThatIllegalStateException()
                    .isThrownBy(() -> last.get().dropConnection())
                    .withMessageContaining("is on its way");
            client.say("NOOP", "250");
        }
    }
}
