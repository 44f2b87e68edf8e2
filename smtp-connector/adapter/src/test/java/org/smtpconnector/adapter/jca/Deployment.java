package org.smtpconnector.adapter.jca;

import static org.awaitility.Awaitility.await;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.Timer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpStatus;
import org.smtpconnector.testkit.jca.FakeTransactions;

/** The adapter and its applications, in a faked container whose parts can be told to misbehave. Tests see its public side only. */
final class Deployment implements AutoCloseable {

    /** The names of the calls of endpoints and transactions, in their order. */
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    final FaultyWorks works = new FaultyWorks();

    /** Run by the transaction manager after it has committed. */
    volatile Runnable afterCommit = () -> {};

    private final FakeTransactions transactions = new FakeTransactions(calls);
    private final Map<String, String> settings = new HashMap<>();
    private final Adapter adapter = new Adapter();
    private final List<FaultyEndpoints> deployed = new ArrayList<>();
    private boolean started;
    private long seen;

    Deployment() {
        set("listener.default.port", "0");
        set("listener.default.host", "127.0.0.1");
        set("hostname", "mx.example.org");
        set("journal.size", "100");
    }

    /** Sets a configuration key, without its {@code smtp.}; to be called before the first {@link #deploy}. */
    Deployment set(String key, String value) {
        settings.put("smtp." + key, value);
        return this;
    }

    /** Deploys an application with one bean that gets all mail, and waits until the listener accepts. */
    FaultyEndpoints deploy(SmtpMessageListener bean) throws ResourceException {
        FaultyEndpoints endpoints = activate(() -> bean, "*", 0);
        await().until(() -> status().accepting());
        return endpoints;
    }

    /** Activates a bean, and does not wait until it is ready. */
    FaultyEndpoints activate(Supplier<SmtpMessageListener> bean, String recipients, int priority)
            throws ResourceException {
        return activate(new FaultyEndpoints(calls, bean), recipients, priority);
    }

    FaultyEndpoints activate(FaultyEndpoints endpoints, String recipients, int priority) throws ResourceException {
        if (!started) {
            adapter.start(bootstrap());
            started = true;
        }
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setRecipients(recipients);
        spec.setPriority(priority);
        adapter.endpointActivation(endpoints, spec);
        deployed.add(endpoints);
        return endpoints;
    }

    void undeploy(FaultyEndpoints endpoints) {
        deployed.remove(endpoints);
        adapter.endpointDeactivation(endpoints, null);
    }

    /** Undeploys every application. */
    void undeploy() {
        List.copyOf(deployed).forEach(this::undeploy);
    }

    /** Returns the status of the only listener, or of the first of several. */
    SmtpStatus.Listener status() {
        return statuses().get(0);
    }

    List<SmtpStatus.Listener> statuses() {
        return adapter.status().listeners();
    }

    /** Chooses the hooks that are called of the beans of a class. */
    void callHooks(Class<? extends SmtpMessageListener> beanClass, String... hooks) {
        adapter.status().callHooks(beanClass, Set.of(hooks));
    }

    /** Returns the number of calls of an endpoint or a transaction with a name. */
    long count(String call) {
        synchronized (calls) {
            return calls.stream().filter(call::equals).count();
        }
    }

    /** Waits for the next entry of the journal about a mail transaction. */
    SmtpJournal.Entry nextTransaction() {
        return next(entry -> entry.transactionId().isPresent());
    }

    /** Waits for the next entry of the journal about a session that is over. */
    SmtpJournal.Entry nextSession() {
        return next(entry -> entry.transactionId().isEmpty());
    }

    private SmtpJournal.Entry next(Predicate<SmtpJournal.Entry> wanted) {
        SmtpJournal.Entry entry = await().until(
                        () -> {
                            Stream<SmtpJournal.Entry> entries =
                                    adapter.status().journal().entriesAfter(seen, 100, Duration.ofMillis(100)).stream();
                            return entries.filter(wanted).findFirst().orElse(null);
                        },
                        Objects::nonNull);
        seen = entry.sequence();
        return entry;
    }

    Client connect() throws IOException {
        return Client.connect(status().addresses().get(0));
    }

    @Override
    public void close() {
        if (started) {
            adapter.stop();
        }
    }

    private final class Adapter extends SmtpResourceAdapter {

        @Override
        protected Config configuration(MessageEndpointFactory factory) {
            return new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .withSources(new PropertiesConfigSource(settings, "Deployment", 100))
                    .build();
        }

        @Override
        protected UserTransaction userTransaction() {
            return (UserTransaction) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {UserTransaction.class}, (proxy, method, arguments) -> {
                        try {
                            Object result = method.invoke(transactions, arguments);
                            if (method.getName().equals("commit")) {
                                afterCommit.run();
                            }
                            return result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    BootstrapContext bootstrap() {
        return new BootstrapContext() {

            @Override
            public WorkManager getWorkManager() {
                return works;
            }

            @Override
            public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
                return transactions;
            }

            @Override
            public boolean isContextSupported(Class<? extends WorkContext> type) {
                return true;
            }

            @Override
            public XATerminator getXATerminator() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Timer createTimer() {
                throw new UnsupportedOperationException();
            }
        };
    }
}
