package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/** The hooks that a bean's class overrides, and that are called only as long as the application chooses them. */
class HookChoicesTest {

    private final Deployment deployment = new Deployment();

    /** Overrides several hooks, and refuses one recipient. */
    private static class Bean implements SmtpMessageListener {

        @Override
        public String onConnect(SmtpSession session, String greeting) {
            return "Hooked";
        }

        @Override
        public SmtpAddress onMailFrom(SmtpSession session, SmtpTransaction transaction, SmtpAddress reversePath) {
            return reversePath;
        }

        @Override
        public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient)
                throws SmtpRejectedException {
            if (recipient.localPart().equals("nobody")) {
                throw new SmtpRejectedException(550, "5.1.1", "Nobody");
            }
            return recipient;
        }

        @Override
        public CredentialValidationResult onAuthenticate(SmtpSession session, Credential credential) {
            return new CredentialValidationResult("anna");
        }

        @Override
        public void onMessage(SmtpMessage message) {
            // recorded by the endpoint
        }
    }

    /** Another class, with the same hooks. */
    private static final class OtherBean extends Bean {}

    @AfterEach
    void stop() {
        deployment.close();
    }

    private void deploy(SmtpMessageListener bean) throws Exception {
        deployment.deploy(bean);
        deployment.calls.clear();
    }

    private List<String> beanCalls() {
        synchronized (deployment.calls) {
            return deployment.calls.stream()
                    .filter(call -> call.startsWith("on"))
                    .toList();
        }
    }

    private void sendOne() throws Exception {
        try (Client client = deployment.connect().hello()) {
            client.message("a@example.org", "250").say("QUIT", "221");
        }
    }

    @Test
    void allOfThemAreCalledUntilTheApplicationChooses() throws Exception {
        deploy(new Bean());
        sendOne();
        assertThat(beanCalls()).containsExactly("onConnect", "onMailFrom", "onRcptTo", "onMessage");
        assertThat(deployment.count("begin")).isEqualTo(4);
    }

    @Test
    void aBeanWithoutHooksHasOneCallAndOneTransactionForAMessage() throws Exception {
        deploy(new Bean());
        deployment.callHooks(Bean.class);
        sendOne();
        assertThat(beanCalls()).containsExactly("onMessage");
        assertThat(deployment.count("begin")).isEqualTo(1);
        assertThat(deployment.status().counters().calls()).containsOnlyKeys("onMessage");
    }

    @Test
    void onlyTheChosenOneIsCalled() throws Exception {
        deploy(new Bean());
        deployment.callHooks(Bean.class, "onRcptTo");
        sendOne();
        assertThat(beanCalls()).containsExactly("onRcptTo", "onMessage");
    }

    @Test
    void aChoiceHoldsForASessionThatIsOpen() throws Exception {
        deploy(new Bean());
        deployment.callHooks(Bean.class);
        try (Client client = deployment.connect().hello()) {
            client.say("MAIL FROM:<a@example.org>", "250").say("RCPT TO:<nobody@example.org>", "250");
            deployment.callHooks(Bean.class, "onRcptTo");
            client.say("RCPT TO:<nobody@example.org>", "550");
            deployment.callHooks(Bean.class);
            client.say("RCPT TO:<nobody@example.org>", "250").say("DATA", "354");
            client.send("Subject: x", "", ".").expect("250");
        }
    }

    @Test
    void aBeanThatIsActivatedLaterHasTheChoice() throws Exception {
        deploy(new OtherBean());
        deployment.callHooks(Bean.class, "onRcptTo");
        deployment.undeploy();
        deploy(new Bean());
        sendOne();
        assertThat(beanCalls()).containsExactly("onRcptTo", "onMessage");
    }

    @Test
    void theBeansOfAnotherClassHaveTheirOwn() throws Exception {
        deploy(new OtherBean());
        deployment.callHooks(Bean.class);
        sendOne();
        assertThat(beanCalls()).containsExactly("onConnect", "onMailFrom", "onRcptTo", "onMessage");
    }

    @Test
    void authenticationIsNeverLeftToAnybodyElse() throws Exception {
        deployment.set("auth.mode", "optional").set("auth.allow-insecure", "true");
        deploy(new Bean());
        deployment.callHooks(Bean.class);
        try (Client client = deployment.connect().hello()) {
            client.auth("anna");
        }
        assertThat(beanCalls()).containsExactly("onAuthenticate");
    }

    @Test
    void aNameThatIsNoMethodIsAMistakeThatChangesNothing() throws Exception {
        deploy(new Bean());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> deployment.callHooks(Bean.class, "onRcptTo", "onRcpt"))
                .withMessageContaining("\"onRcpt\" is no method")
                .withMessageContaining("onMailFrom");
        sendOne();
        assertThat(beanCalls()).containsExactly("onConnect", "onMailFrom", "onRcptTo", "onMessage");
    }
}
