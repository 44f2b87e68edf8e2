package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.events.LogCapture;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.testkit.SocketDialogue;
import org.smtpconnector.testkit.Transcript;
import org.smtpconnector.testkit.jca.FakeEndpoints;
import org.smtpconnector.testkit.jca.FakeTransactions;

/**
 * Beans on a real listener, in a container that is faked: each hook is called where a bean overrides it and costs nothing where
 * it does not; beans see what they claimed, in their order.
 */
class HooksTest {

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final ThreadWorkManager workManager = new ThreadWorkManager();
    private final FakeTransactions transactions = new FakeTransactions(calls);
    private final ListenerRegistry registry = new ListenerRegistry(
            new Works(workManager),
            new EndpointCalls(transactions, transactions),
            Session.getInstance(new Properties()));

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void aBeanWithOneMethodCostsOneDispatchForEachMessage() throws Exception {
        activate("*", 1000, new Recording("only"));
        try (LogCapture audit =
                new LogCapture("org.smtpconnector.audit", Level.OFF)) { // it is written by works of its own
            int before = workManager.scheduled();
            talk(message("one@example.org", "250 2.0.0"));
            talk(message("two@example.org", "250 2.0.0"));

            assertThat(workManager.scheduled() - before).isEqualTo(2);
            assertThat(audit.lines()).isEmpty();
        }
        assertThat(said()).containsExactly("only.onMessage [one@example.org]", "only.onMessage [two@example.org]");
    }

    @Test
    void everyHookThatIsOverriddenIsCalledInTheOrderOfTheSession() throws Exception {
        activate("*", 1000, new AllHooks("all"));
        talk(
                """
                === All hooks
                S: 220 * Welcome from all
                C: HELO client.example
                S: 250 * Hello client.example
                C: WHAT is this
                S: 502 5.5.1 Not WHAT is this
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<alias@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: hooks
                C:
                C: Text
                C: .
                S: 250 2.6.0 Taken
                C: QUIT
                S: 221 *
                E:
                """);
        await().until(() -> said().contains("all.onDisconnect"));

        assertThat(said())
                .containsExactly(
                        "all.onConnect",
                        "all.onHelo client.example",
                        "all.onUnknownCommand WHAT is this",
                        "all.onMailFrom sender@example.org",
                        "all.onRcptTo alias@example.org",
                        "all.onDataStart",
                        "all.onHeaders [X-Before, Subject]",
                        "all.onData X-Before: 1\r\nSubject: hooks\r\nX-After: 2\r\n\r\nText\r\n",
                        "all.onMessage from rewritten@example.org to [real@example.org], attribute kept",
                        "all.onDisconnect");
    }

    @Test
    void beansRunInTheirOrderAndTheNextSeesWhatTheFormerMadeOfIt() throws Exception {
        activate("*", 2, new Rewriting("second"));
        activate("*", 1, new Rewriting("first"));
        talk(message("a@example.org", "250 2.0.0"));

        assertThat(said())
                .containsExactly(
                        "first.onRcptTo a@example.org",
                        "second.onRcptTo a.first@example.org",
                        "first.onMessage [a.first.second@example.org]",
                        "second.onMessage [a.first.second@example.org]");
    }

    @Test
    void aBeanSeesTheRecipientsThatItClaimed() throws Exception {
        activate("support@*", 1, new Recording("support"));
        activate("*@example.org", 2, new Recording("all"));
        talk(
                """
                === Claims
                S: 220 *
                C: EHLO client.example
                S: 250 ...
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<support@example.org>
                S: 250 *
                C: RCPT TO:<support@example.com>
                S: 250 *
                C: RCPT TO:<other@example.com>
                S: 550 5.1.1 *
                C: RCPT TO:<other@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: .
                S: 250 2.0.0 *
                """);

        assertThat(said())
                .containsExactly(
                        "support.onMessage [support@example.org, support@example.com]",
                        "all.onMessage [support@example.org, other@example.org]");
    }

    @Test
    void claimsOfOneMessageAreNotThoseOfTheNext() throws Exception {
        activate("a@*", 1, new Recording("a"));
        activate("b@*", 2, new Recording("b"));
        talk(
                """
                === Claims
                S: 220 *
                C: EHLO client.example
                S: 250 ...
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<a@example.org>
                S: 250 *
                C: RSET
                S: 250 *
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<b@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: .
                S: 250 2.0.0 *
                """);

        assertThat(said()).containsExactly("b.onMessage [b@example.org]");
    }

    @Test
    void ifOneOfSeveralBeansRefusesNothingIsKept() throws Exception {
        activate("*", 1, new Recording("first"));
        activate("*", 2, new Recording("second") {
            @Override
            public void onMessage(SmtpMessage message) throws SmtpRejectedException {
                throw new SmtpRejectedException(550, "5.7.1", "Not wanted");
            }
        });
        talk(message("a@example.org", "550 5.7.1 Not wanted"));

        assertThat(calls).containsSubsequence("begin", "rollback").doesNotContain("commit");
    }

    @Test
    void aClientThatIsRefusedHearsThatInPlaceOfTheGreeting() throws Exception {
        activate("*", 1, new Recording("refusing") {
            @Override
            public String onConnect(SmtpSession session, String greeting) throws SmtpRejectedException {
                throw new SmtpRejectedException(554, "5.7.1", "Not you");
            }
        });
        talk(
                """
                === Refused
                S: 554 5.7.1 Not you
                E:
                """);
    }

    @Test
    void aSenderThatIsRefusedBeginsNoTransaction() throws Exception {
        activate("*", 1, new Recording("refusing") {
            @Override
            public SmtpAddress onMailFrom(SmtpSession session, SmtpTransaction transaction, SmtpAddress reversePath)
                    throws SmtpRejectedException {
                throw new SmtpRejectedException(550, "5.1.8", "Not from there");
            }
        });
        talk(
                """
                === Refused
                S: 220 *
                C: EHLO client.example
                S: 250 ...
                C: MAIL FROM:<sender@example.org>
                S: 550 5.1.8 Not from there
                C: RCPT TO:<a@example.org>
                S: 503 *
                """);
    }

    @Test
    void aReplyThatIsDelayedComesLater() throws Exception {
        activate("*", 1, new Recording("slow") {
            @Override
            public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient) {
                session.delayReply(Duration.ofMillis(300));
                return recipient;
            }
        });
        long begin = System.nanoTime();
        talk(message("a@example.org", "250 2.0.0"));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void whoAuthenticatesIsKnownToTheBean() throws Exception {
        activate("*", 1, new Recording("authenticating") {
            @Override
            public CredentialValidationResult onAuthenticate(SmtpSession session, Credential credential) {
                UsernamePasswordCredential password = (UsernamePasswordCredential) credential;
                return password.compareTo("user", "secret")
                        ? new CredentialValidationResult("user", Set.of("mailers"))
                        : CredentialValidationResult.INVALID_RESULT;
            }

            @Override
            public void onMessage(SmtpMessage message) {
                SmtpSession session = message.session();
                note("authenticating.onMessage " + session.authenticationId().orElse("") + " " + session.groups());
            }
        });
        // "\0user\0wrong", "\0user\0secret"
        talk(
                """
                === AUTH
                S: 220 *
                C: EHLO client.example
                S: 250 ...
                C: AUTH PLAIN AHVzZXIAd3Jvbmc=
                S: 535 5.7.8 *
                C: AUTH PLAIN AHVzZXIAc2VjcmV0
                S: 235 2.7.0 *
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<a@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: .
                S: 250 2.0.0 *
                """);

        assertThat(said()).containsExactly("authenticating.onMessage user [mailers]");
    }

    private void activate(String recipients, int priority, Recording bean) throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setRecipients(recipients);
        spec.setPriority(priority);
        bean.notes = calls;
        registry.activate(new FakeEndpoints(calls, () -> bean), spec, config());
        await().until(() -> registry.listeners().get(0).accepting());
    }

    private static org.eclipse.microprofile.config.Config config() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "smtp.listener.default.port", "0",
                                "smtp.received-header", "false",
                                "smtp.auth.mode", "optional",
                                "smtp.auth.allow-insecure", "true",
                                // The transactions of the fake are of one thread at a time.
                                "smtp.max-processings", "1"),
                        "test",
                        100))
                .build();
    }

    private void talk(String transcript) {
        Transcript.parse("hooks", transcript)
                .forEach(dialogue -> SocketDialogue.run(
                        dialogue, registry.listeners().get(0).addresses().get(0), Duration.ofSeconds(20)));
    }

    /** What the beans have noted, without the calls of the container. */
    private List<String> said() {
        synchronized (calls) {
            return calls.stream().filter(call -> call.contains(".on")).toList();
        }
    }

    private static String message(String recipient, String reply) {
        return """
                === A message
                S: 220 *
                C: EHLO client.example
                S: 250 ...
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<%s>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: hooks
                C: .
                S: %s*
                """
                .formatted(recipient, reply);
    }

    private static class Recording implements SmtpMessageListener {

        final String name;
        private List<String> notes;

        Recording(String name) {
            this.name = name;
        }

        final void note(String text) {
            notes.add(text);
        }

        @Override
        public void onMessage(SmtpMessage message) throws SmtpRejectedException {
            note(name + ".onMessage " + message.recipients());
        }
    }

    private static final class Rewriting extends Recording {

        Rewriting(String name) {
            super(name);
        }

        @Override
        public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient) {
            note(name + ".onRcptTo " + recipient);
            return new SmtpAddress(recipient.localPart() + "." + name, recipient.domain());
        }
    }

    private static final class AllHooks extends Recording {

        AllHooks(String name) {
            super(name);
        }

        @Override
        public String onConnect(SmtpSession session, String greeting) {
            note(name + ".onConnect");
            session.attributes().put("attribute", "kept");
            return "Welcome from all\r\n250 injected".substring(0, 16);
        }

        @Override
        public void onDisconnect(SmtpSession session) {
            note(name + ".onDisconnect");
        }

        @Override
        public String onHelo(SmtpSession session, String heloName, String greeting) {
            note(name + ".onHelo " + heloName);
            return "Hello " + heloName;
        }

        @Override
        public SmtpReply onUnknownCommand(SmtpSession session, String command, SmtpReply reply) {
            note(name + ".onUnknownCommand " + command);
            return SmtpReply.of(502, "5.5.1", "Not " + command);
        }

        @Override
        public SmtpAddress onMailFrom(SmtpSession session, SmtpTransaction transaction, SmtpAddress reversePath) {
            note(name + ".onMailFrom " + reversePath);
            return SmtpAddress.of("rewritten@example.org");
        }

        @Override
        public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient) {
            note(name + ".onRcptTo " + recipient);
            return SmtpAddress.of("real@example.org");
        }

        @Override
        public String onDataStart(SmtpSession session, SmtpTransaction transaction) {
            note(name + ".onDataStart");
            return "X-Before: 1";
        }

        @Override
        public String onHeaders(SmtpSession session, SmtpTransaction transaction, InternetHeaders headers) {
            List<String> names = new ArrayList<>();
            headers.getAllHeaders().asIterator().forEachRemaining(header -> names.add(header.getName()));
            note(name + ".onHeaders " + names);
            return "X-After: 2\n";
        }

        @Override
        public void onData(SmtpSession session, SmtpTransaction transaction, ByteBuffer chunk) {
            note(name + ".onData " + StandardCharsets.US_ASCII.decode(chunk));
        }

        @Override
        public void onMessage(SmtpMessage message) {
            try {
                assertThat(message.size()).isEqualTo(message.openStream().readAllBytes().length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            note(name + ".onMessage from " + message.reversePath() + " to " + message.recipients() + ", attribute "
                    + message.session().attributes().get("attribute"));
            message.setReply(SmtpReply.of(250, "2.6.0", "Taken"));
        }
    }
}
