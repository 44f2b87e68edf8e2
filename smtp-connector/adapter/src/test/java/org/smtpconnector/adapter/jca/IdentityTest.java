package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.testkit.TaskThreads;
import org.smtpconnector.testkit.TestTls;
import org.smtpconnector.testkit.jca.Caller;

/** The session and the Work name the same user: the one that the identity store named last, or nobody. */
class IdentityTest {

    private static final int MESSAGES = 60;
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

    /** Every client is the user that it says. The bean leaves its thread with another context class loader. */
    private static final class AnybodysBean implements SmtpMessageListener {

        private final List<String> wrong = new CopyOnWriteArrayList<>();
        private final AtomicInteger messages = new AtomicInteger();

        @Override
        public CredentialValidationResult onAuthenticate(SmtpSession session, Credential credential) {
            String name = ((UsernamePasswordCredential) credential).getCaller();
            return new CredentialValidationResult(name, Set.of("group of " + name));
        }

        @Override
        public void onMessage(SmtpMessage message) {
            messages.incrementAndGet();
            String user = message.session().authenticationId().orElse("nobody");
            String caller =
                    Caller.current().map(found -> found.name() + found.groups()).orElse("nobody");
            if (!caller.equals(user.equals("nobody") ? user : user + Set.of("group of " + user))) {
                wrong.add("session of " + user + ", caller " + caller);
            }
            Thread thread = Thread.currentThread();
            if (thread.getContextClassLoader() != getClass().getClassLoader()) {
                wrong.add("context class loader " + thread.getContextClassLoader());
            }
            thread.setContextClassLoader(null);
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

    @Test
    void amongManyClientsEachCallIsMadeInTheNameOfItsSession() throws Exception {
        AnybodysBean bean = new AnybodysBean();
        try (Deployment shared = new Deployment()
                .set("auth.mode", "optional")
                .set("auth.allow-insecure", "true")
                .set("max-processings", "3")) {
            shared.deploy(bean);
            List<CompletableFuture<Void>> clients = Stream.of("alice", "bob", "carol", "alice", "", "", "", "")
                    .map(user -> CompletableFuture.runAsync(() -> sendMany(shared, user), TaskThreads.EACH))
                    .toList();
            CompletableFuture.allOf(clients.toArray(CompletableFuture<?>[]::new))
                    .get(1, TimeUnit.MINUTES);
        }
        assertThat(bean.wrong).isEmpty();
        assertThat(bean.messages).hasValue(8 * MESSAGES);
    }

    private static void sendMany(Deployment deployment, String user) {
        try (Client client = deployment.connect()) {
            client.hello();
            if (!user.isEmpty()) {
                client.auth(user);
            }
            for (int i = 0; i < MESSAGES; i++) {
                client.message("a@example.org", "250");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
