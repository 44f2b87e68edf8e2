package org.smtpconnector.testkit.mdb;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.util.Timer;
import org.eclipse.microprofile.config.Config;
import org.smtpconnector.adapter.jca.SmtpResourceAdapter;
import org.smtpconnector.testkit.jca.FakeTransactions;

/** The adapter as the container has it, but for where configuration and transactions come from. */
final class KitAdapter extends SmtpResourceAdapter {

    private final Config configuration;
    private final WorkManager works;
    private final FakeTransactions transactions;

    KitAdapter(Config configuration, WorkManager works, FakeTransactions transactions) {
        this.configuration = configuration;
        this.works = works;
        this.transactions = transactions;
    }

    void start() throws ResourceAdapterInternalException {
        start(new Bootstrap());
    }

    @Override
    protected Config configuration(MessageEndpointFactory factory) {
        return configuration;
    }

    @Override
    protected UserTransaction userTransaction() {
        return transactions;
    }

    private final class Bootstrap implements BootstrapContext {

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
            throw new UnsupportedOperationException("the adapter brings no transactions of its own");
        }

        @Override
        public Timer createTimer() {
            throw new UnsupportedOperationException("the adapter needs no timer");
        }
    }
}
