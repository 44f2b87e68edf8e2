package org.smtpconnector.inbox.store;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import org.smtpconnector.inbox.database.StoreDataSource;
import org.smtpconnector.inbox.rules.RuleBook;

/**
 * Prepares the store before the first message comes: the container starts this before it gives the connector an endpoint. If
 * the database is not there, the application does not start.
 *
 * <p>The data source is defined here, since Open Liberty reads that of a component only.
 */
@DataSourceDefinition(
        name = StoreDataSource.NAME,
        className = "org.smtpconnector.inbox.database.StoreDataSource",
        // WildFly refuses a data source that has no property with a setter (IJ031103). The driver does not hear of this
        // one.
        loginTimeout = 30,
        minPoolSize = 1,
        // One for each of the 32 deliveries that run at once by default, and some for who reads meanwhile.
        maxPoolSize = 40,
        properties = {
            // A database that went away and came back: try a connection before it is used (Payara; others ignore it).
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.JDBC40ConnectionValidation",
            "fish.payara.validate-atmost-once-period-in-seconds=1",
            // If there are more deliveries, they wait: nearly as long as a delivery may take, not 60 seconds.
            "fish.payara.max-wait-time-in-millis=100000"
        })
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class StoreStart {

    /** The index has little to learn at a start, unless the server was killed, or it is made anew. */
    private static final Duration LONGEST_AT_START = Duration.ofSeconds(2);

    @Inject
    private StoreIndex index;

    @Inject
    private Users users;

    @Inject
    private StoredRules storedRules;

    @Inject
    private RuleBook rules;

    @PostConstruct
    void start() {
        Schema.migrate(new StoreDataSource());
        users.addConfigured();
        readRules();
        index.open(StoreDataSource.directory());
        index.keep(StoreDataSource.isShared(), LONGEST_AT_START);
    }

    /** A message that another server has stored is seen after this time, and a rule that was made there. */
    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void keepIndex() {
        index.keep(StoreDataSource.isShared());
        if (StoreDataSource.isShared()) {
            readRules();
        }
    }

    private void readRules() {
        rules.refresh(storedRules::all);
    }
}
