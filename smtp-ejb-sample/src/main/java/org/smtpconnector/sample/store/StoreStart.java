package org.smtpconnector.sample.store;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;

/**
 * Prepares the store before the first message comes: the container starts this before it gives the connector an endpoint. If
 * the database is not there, the application does not start.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class StoreStart {

    @Resource
    private ManagedExecutorService executor;

    @Inject
    private StoreIndex index;

    @Inject
    private Users users;

    @PostConstruct
    void start() {
        Schema.migrate(new StoreDataSource());
        users.addConfigured();
        executor.execute(index::load);
    }
}
