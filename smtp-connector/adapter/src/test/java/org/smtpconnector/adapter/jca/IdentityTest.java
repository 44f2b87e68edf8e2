package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.testkit.TestTls;
import org.smtpconnector.testkit.jca.Caller;

/** The session and the Work name the same user: the one that the identity store named last, or nobody. */
class IdentityTest {

    private static final String NOBODY = "session nobody [], caller nobody []";

    /** The identity store knows one user, whoever asks. */
    private static final class BobsBean implements SmtpMessageListener {

        private final List<String> users;

        BobsBean(List<String> users) {
            this.users = users;
        }

        @Override
        public CredentialValidationResult onAuthenticate(SmtpSession session, Credential credential) {
            return new CredentialValidationResult("bob", Set.of("staff"));
        }

        @Override
        public void onMessage(SmtpMessage message) {
            SmtpSession session = message.session();
            users.add("session " + session.authenticationId().orElse("nobody") + " " + session.groups() + ", caller "
                    + Caller.current()
                            .map(caller -> caller.name() + " " + caller.groups())
                            .orElse("nobody []"));
        }
    }

    private final List<String> users = new CopyOnWriteArrayList<>();
    private Deployment deployment;
    private static TestTls tls;

    @BeforeAll
    static void makeCertificate(@TempDir Path folder) {
        tls = TestTls.in(folder);
    }

    @BeforeEach
    void deploy() throws Exception {
        deployment = new Deployment()
                .set("auth.mode", "optional")
                .set("auth.allow-insecure", "true")
                .set("auth.mechanisms", "plain,xoauth2")
                .set("xclient.trusted-networks", "127.0.0.0/8")
                .set("tls.mode", "optional")
                .set("tls.key-store", tls.keyStore().toString())
                .set("tls.key-store-password", TestTls.PASSWORD);
        deployment.deploy(new BobsBean(users));
    }

    @AfterEach
    void stop() {
        deployment.close();
    }

    @Test
    void theUserIsTheOneThatTheStoreNamesAndNotTheOneThatTheClientClaimsToBe() throws Exception {
        try (Client client = deployment.connect()) {
            client.hello().say("AUTH XOAUTH2 " + Client.base64("user=admin\1auth=Bearer token\1\1"), "235");
            client.message("a@example.org", "250");
        }
        assertThat(users).containsExactly("session bob [staff], caller bob [staff]");
    }

    @Test
    void startTlsForgetsTheUserOfTheSessionInClear() throws Exception {
        try (Client client = deployment.connect()) {
            client.hello().auth("bob").startTls(tls.client()).message("a@example.org", "250");
        }
        assertThat(users).containsExactly(NOBODY);
    }

    @Test
    void xclientWithoutLoginForgetsTheUserOfTheProxy() throws Exception {
        try (Client client = deployment.connect()) {
            client.hello().auth("bob").say("XCLIENT ADDR=192.0.2.1", "220");
            client.say("EHLO client.example", "250").message("a@example.org", "250");
        }
        assertThat(users).containsExactly(NOBODY);
    }

    @Test
    void theUserOfXclientIsTheUserOfTheSessionAndOfTheWork() throws Exception {
        try (Client client = deployment.connect()) {
            client.hello().auth("bob").say("XCLIENT ADDR=192.0.2.1 LOGIN=alice", "220");
            client.say("EHLO client.example", "250").message("a@example.org", "250");
        }
        assertThat(users).containsExactly("session alice [], caller alice []");
    }
}
