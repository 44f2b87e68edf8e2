package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpStatus;
import org.smtpconnector.testkit.SocketDialogue;
import org.smtpconnector.testkit.TaskThreads;
import org.smtpconnector.testkit.Transcript;
import org.smtpconnector.testkit.jca.FakeEndpoints;
import org.smtpconnector.testkit.jca.FakeTransactions;
import org.smtpconnector.testkit.jca.ThreadWorkManager;

/** The adapter tells of its listeners whether there is room, whether mail is taken, what was counted. */
class ListenerStatusTest {

    private static final String MESSAGE =
            """
            === A message
            S: 220 *
            C: EHLO client.example
            S: 250 ...
            C: MAIL FROM:<sender@example.org>
            S: 250 *
            C: RCPT TO:<a@example.org>
            S: 250 *
            C: DATA
            S: 354 *
            C: Text
            C: .
            S: %s*
            """;

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final FakeTransactions transactions = new FakeTransactions(calls);
    private final ListenerRegistry registry = new ListenerRegistry(
            new ContainerServices(
                    new WorkScheduler(new ThreadWorkManager(), ""),
                    new EndpointInvoker(transactions, transactions),
                    JakartaMail.by(ListenerStatusTest.class.getClassLoader())),
            ServerPlatform.of(new Deployment().bootstrap()));
    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch mayReturn = new CountDownLatch(1);
    private SmtpMessageListener bean = message -> {};

    ListenerStatusTest() throws ResourceAdapterInternalException {
        // the fields are set up
    }

    @BeforeEach
    void activate() throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        registry.activate(
                new FakeEndpoints(calls, () -> message -> bean.onMessage(message)),
                spec,
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withSources(new PropertiesConfigSource(
                                Map.of(
                                        "smtp.listener.default.port", "0",
                                        "smtp.journal.size", "10",
                                        "smtp.max-connections", "2",
                                        "smtp.max-processings", "1",
                                        "smtp.max-queued-processings", "0"),
                                "test",
                                100))
                        .build());
        await().until(() -> status().accepting());
    }

    @AfterEach
    void close() {
        mayReturn.countDown();
        registry.close();
    }

    @Test
    void aListenerWithoutRoomForAConnectionIsSaturated() throws Exception {
        assertThat(status().saturated()).isFalse();
        try (Socket one = connect();
                Socket two = connect()) {
            await().until(() -> status().saturated());
            assertThat(one.isConnected() && two.isConnected()).isTrue();
            try (Socket three = connect()) {
                assertThat(three.getInputStream().read()).isEqualTo('4');
            }
            await().until(() -> status().counters().limitsReached().get("max-connections") == 1);
        }
        await().until(() -> !status().saturated());
    }

    @Test
    void aListenerThatDeliversAllItCanIsSaturatedAndOneThatIsDrainedTakesNoMore() throws Exception {
        bean = message -> {
            called.countDown();
            pass();
        };
        CompletableFuture<Void> client =
                CompletableFuture.runAsync(() -> talk("250 2.0.0", "S: 421 4.3.2 *\nE:\n"), TaskThreads.EACH);
        assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(status().processings()).isOne();
        assertThat(status().saturated()).isTrue(); // and nothing may wait

        CompletableFuture<Void> drained = CompletableFuture.runAsync(registry::drain, TaskThreads.EACH);
        await().until(() -> !status().accepting());
        assertThat(status().processings()).isOne();
        mayReturn.countDown();
        client.get(20, TimeUnit.SECONDS);
        drained.get(20, TimeUnit.SECONDS);
    }

    @Test
    void whatBecameOfMessagesIsCountedAndInTheJournal() throws Exception {
        talk("250 2.0.0");
        bean = message -> {
            throw new SmtpRejectedException(550, "5.7.1", "Not wanted");
        };
        talk("550 5.7.1");
        bean = message -> {
            throw new IllegalStateException("a test");
        };
        talk("451 4.3.0");

        List<SmtpJournal.Entry> entries = new ArrayList<>();
        await().until(() -> {
            long last = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).sequence();
            entries.addAll(registry.journal().entriesAfter(last, 100, Duration.ofSeconds(1)));
            return entries.size() == 6;
        });
        assertThat(entries.stream().filter(entry -> entry.transactionId().isPresent()))
                .extracting(SmtpJournal.Entry::outcome)
                .containsExactly(Outcome.ACCEPTED, Outcome.REFUSED_BY_BEAN, Outcome.FAILED);
        assertThat(entries.get(0).beans()).hasSize(1);
        assertThat(entries.get(0).processing()).isPositive();
        SmtpStatus.Listener status = status();
        assertThat(status.delivered()).isOne();
        assertThat(status.refused()).isEqualTo(2);
        assertThat(status.counters().connections()).isEqualTo(3);
        assertThat(status.counters().deliveries(Outcome.ACCEPTED).total()).isPositive();
    }

    @Test
    void aListenerIsManagedFromItsBindingToItsClosing() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("org.smtpconnector:type=Listener,name=default");
        talk("250 2.0.0");

        assertThat(server.getAttribute(name, "MessagesAccepted")).isEqualTo(1L);
        assertThat(server.getAttribute(name, "Accepting")).isEqualTo(true);
        assertThat((String[]) server.getAttribute(name, "Addresses")).hasSize(1);
        assertThat(server.getMBeanInfo(name).getAttributes()).hasSizeGreaterThan(15);
        for (var attribute : server.getMBeanInfo(name).getAttributes()) {
            assertThat(server.getAttribute(name, attribute.getName())).isNotNull();
        }

        registry.close();
        assertThat(server.isRegistered(name)).isFalse();
    }

    private void pass() {
        try {
            assertThat(mayReturn.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private SmtpStatus.Listener status() {
        return registry.listeners().get(0);
    }

    private Socket connect() throws Exception {
        Socket socket = new Socket();
        socket.connect(status().addresses().get(0));
        return socket;
    }

    private void talk(String reply) {
        talk(reply, "");
    }

    /** @param end what comes after the message */
    private void talk(String reply, String end) {
        Transcript.parse("status", MESSAGE.formatted(reply) + end)
                .forEach(dialogue ->
                        SocketDialogue.run(dialogue, status().addresses().get(0), Duration.ofSeconds(20)));
    }
}
