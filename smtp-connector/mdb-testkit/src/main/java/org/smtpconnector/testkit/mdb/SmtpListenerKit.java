package org.smtpconnector.testkit.mdb;

import jakarta.ejb.MessageDrivenContext;
import jakarta.resource.ResourceException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.smtpconnector.adapter.jca.SmtpActivationSpec;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpStatus;
import org.smtpconnector.testkit.SocketDialogue;
import org.smtpconnector.testkit.Transcript;
import org.smtpconnector.testkit.jca.FakeEndpoints;
import org.smtpconnector.testkit.jca.FakeTransactions;
import org.smtpconnector.testkit.jca.ThreadWorkManager;

/**
 * Holds SMTP dialogues with message-driven beans, through the real adapter, without a server: the listeners are real ones on
 * the loopback address, the container is faked, and what it is asked for is recorded.
 *
 * <pre>{@code
 * try (SmtpListenerKit kit = SmtpListenerKit.of(new SupportInbox(tickets))) {
 *     kit.hold("""
 *             S: 220 *
 *             C: EHLO client.example
 *             S: 250 ...
 *             C: MAIL FROM:<customer@example.com>
 *             S: 250 *
 *             C: RCPT TO:<support@example.org>
 *             S: 250 *
 *             C: DATA
 *             S: 354 *
 *             C: Subject: It does not work
 *             C: .
 *             S: 250 2.0.0 *
 *             """);
 *     assertThat(kit.calls()).containsSubsequence("begin", "onMessage", "commit");
 * }
 * }</pre>
 *
 * <p>The test makes the beans. It sets the fields that a container would inject ({@code bean.tickets = new FakeTickets()}), and one object stands for
 * the whole pool. The kit applies the {@code activationConfig} of the annotation, and the keys of {@code
 * META-INF/microprofile-config.properties} on the class path, as the server does; each listener has a free port.
 *
 * <p>In a dialogue, a line {@code C:} is sent with CRLF at its end, and a line {@code S:} is expected. In an expected line, {@code *} stands for any
 * text; {@code S: 250 ...} stands for a reply of any number of lines with this code. {@link Transcript} describes the rest.
 */
public final class SmtpListenerKit implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration READY = Duration.ofSeconds(10);
    private static final Duration END = Duration.ofSeconds(10);

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final ThreadWorkManager works = new ThreadWorkManager();
    private final FakeTransactions transactions = new FakeTransactions(calls);
    private final Map<FakeEndpoints, SmtpActivationSpec> beans = new LinkedHashMap<>();
    private final KitAdapter adapter;
    private final AtomicBoolean messageFails = new AtomicBoolean();
    private boolean closed;

    SmtpListenerKit(SmtpListenerKitBuilder builder) {
        adapter = new KitAdapter(builder.configuration(), works, transactions);
        builder.beans().forEach((bean, spec) -> {
            FakeEndpoints endpoints = new FakeEndpoints(calls, () -> bean);
            endpoints.setIdentityStores(builder.identityStores());
            endpoints.setObserver(this::called);
            beans.put(endpoints, spec);
        });
        try {
            adapter.start();
            for (Map.Entry<FakeEndpoints, SmtpActivationSpec> bean : beans.entrySet()) {
                adapter.endpointActivation(bean.getKey(), bean.getValue());
            }
            awaitReady();
        } catch (ResourceException e) {
            adapter.stop();
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        calls.clear();
    }

    /**
     * Starts with beans and the default settings.
     *
     * @param beans at least one, of different classes or with different names; not null
     * @return ready to take mail
     * @throws IllegalArgumentException if the configuration or an {@code activationConfig} is wrong
     */
    public static SmtpListenerKit of(SmtpMessageListener... beans) {
        SmtpListenerKitBuilder builder = builder();
        for (SmtpMessageListener bean : beans) {
            builder.bean(bean);
        }
        return builder.start();
    }

    /**
     * Prepares a kit with settings, users, or beans that say more than their annotation.
     *
     * @return without beans
     */
    public static SmtpListenerKitBuilder builder() {
        return new SmtpListenerKitBuilder();
    }

    private void awaitReady() throws ResourceException {
        long end = System.nanoTime() + READY.toNanos();
        while (!isReady()) {
            if (System.nanoTime() - end > 0) {
                throw new ResourceException(
                        "Not ready within " + READY + ": " + adapter.status().listeners());
            }
            Thread.onSpinWait();
        }
    }

    /** Every listener accepts, and the adapter has asked for an endpoint of every bean. */
    private boolean isReady() {
        long asked = calls().stream().filter("release"::equals).count();
        return asked >= beans.size() && adapter.status().listeners().stream().allMatch(SmtpStatus.Listener::accepting);
    }

    /**
     * Holds a dialogue with the default listener, on a connection of its own.
     *
     * @param dialogue {@code C:} and {@code S:} lines as {@link Transcript} describes them; a title is not needed
     * @return this
     * @throws AssertionError if the listener says anything else; what beans have thrown is among its suppressed exceptions
     */
    public SmtpListenerKit hold(String dialogue) {
        return hold("default", dialogue);
    }

    /**
     * Holds a dialogue with a listener, on a connection of its own.
     *
     * @param listener its name
     * @param dialogue as {@link #hold(String)}
     * @return this
     * @throws AssertionError as {@link #hold(String)}
     */
    public SmtpListenerKit hold(String listener, String dialogue) {
        String text = dialogue.stripLeading().startsWith("===") ? dialogue : "=== " + listener + '\n' + dialogue;
        InetSocketAddress address = address(listener);
        try {
            Transcript.parse("dialogue", text).forEach(each -> SocketDialogue.run(each, address, TIMEOUT));
        } catch (AssertionError e) {
            beans.keySet().forEach(endpoints -> endpoints.thrown().forEach(e::addSuppressed));
            throw e;
        }
        return this;
    }

    /**
     * Returns the address of a listener, for a test's own client.
     *
     * @param listener its name
     * @return resolved, on the loopback address
     * @throws IllegalArgumentException if no bean is on such a listener
     */
    public InetSocketAddress address(String listener) {
        return status(listener).addresses().get(0);
    }

    /**
     * Returns the state of a listener.
     *
     * @param listener its name
     * @return not null
     * @throws IllegalArgumentException if no bean is on such a listener
     */
    public SmtpStatus.Listener status(String listener) {
        return adapter.status().listeners().stream()
                .filter(each -> each.name().equals(listener))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No bean is on listener " + listener));
    }

    /**
     * Returns the calls that the container got since {@link #of}, in their order: {@code create} and {@code release} of endpoints, the names
     * of the listener's methods, {@code begin}, {@code rollbackOnly}, {@code commit} and {@code rollback}.
     *
     * @return a copy, not null
     */
    public List<String> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /**
     * Lets the commit of the next message fail, as a constraint that is checked at commit does: {@code onMessage} is called, and the client
     * gets a 451. The hooks before it, which have transactions of their own, commit.
     */
    public void failCommit() {
        messageFails.set(true);
    }

    private void called(String method) {
        if (method.equals("onMessage") && messageFails.getAndSet(false)) {
            transactions.failCommit();
        }
    }

    /**
     * Returns a context to set in a field of the bean. {@code setRollbackOnly} and {@code getRollbackOnly} work on the transaction of the
     * call, and {@code getCallerPrincipal} and {@code isCallerInRole} on the SMTP user.
     *
     * @return not null
     */
    public MessageDrivenContext context() {
        return new KitContext(transactions);
    }

    /**
     * Returns the threads of the container. A test can count the calls that are scheduled or running, and let the container refuse identities.
     *
     * @return not null
     */
    public ThreadWorkManager works() {
        return works;
    }

    /**
     * Ends all sessions, as an undeployment does. Returns when the beans have returned and the threads of the container have ended. If a bean
     * does not return, its thread is waited for 10 seconds at most.
     */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            beans.forEach(adapter::endpointDeactivation);
            adapter.stop();
            try {
                works.awaitIdle(END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
