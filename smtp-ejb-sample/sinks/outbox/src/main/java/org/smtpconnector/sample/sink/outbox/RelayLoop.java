package org.smtpconnector.sample.sink.outbox;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;

/** Runs the relay on a thread of the container: again at once while there are events, and after a pause otherwise. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class RelayLoop {

    private static final Logger LOG = Logger.getLogger(RelayLoop.class.getName());
    private static final String NAME = "org.smtpconnector.sample:type=Outbox";
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(10);

    @Resource
    ManagedScheduledExecutorService executor;

    @Resource(lookup = OutboxInbox.DATA_SOURCE)
    DataSource database;

    private OutboxSettings settings;
    private Publisher publisher;
    private Relay relay;
    private volatile boolean stopped;
    private volatile ScheduledFuture<?> next;

    // Only the thread of the relay uses these two.
    private boolean created;
    private int failures;

    @PostConstruct
    void start() {
        settings = OutboxSettings.of(ConfigProvider.getConfig());
        publisher = publisher(settings);
        relay = new Relay(database, publisher, settings, Clock.systemUTC());
        try {
            ManagementFactory.getPlatformMBeanServer().registerMBean(new Management(), new ObjectName(NAME));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
        schedule(Duration.ZERO);
    }

    private static Publisher publisher(OutboxSettings settings) {
        return switch (settings.publisher()) {
            case KAFKA -> new KafkaPublisher(settings);
            case RABBITMQ -> new RabbitMqPublisher(settings);
            case WEBHOOK -> new WebHookPublisher(settings, Clock.systemUTC());
        };
    }

    private void schedule(Duration delay) {
        try {
            if (!stopped) {
                next = executor.schedule(this::run, delay.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "The server stops", e);
        }
    }

    private void run() {
        Duration delay;
        try {
            createTables();
            Relay.Result result = relay.relay();
            while (result == Relay.Result.MORE && !stopped) {
                result = relay.relay();
            }
            if (result == Relay.Result.UNAVAILABLE) {
                delay = pause("The system that gets the events cannot be reached; they stay in the outbox", null);
            } else {
                failures = 0;
                delay = settings.pollInterval();
            }
        } catch (SQLException | RuntimeException e) {
            delay = pause("The relay cannot read the outbox", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        schedule(delay);
    }

    private void createTables() throws SQLException {
        if (!created) {
            try (Connection connection = database.getConnection()) {
                OutboxTables.create(connection);
            }
            created = true;
        }
    }

    /** Logs the first failure of several, and returns the time to the next attempt. */
    private Duration pause(String text, Exception cause) {
        failures++;
        LOG.log(failures == 1 && !stopped ? Level.WARNING : Level.FINE, text, cause);
        return Relay.Backoff.delay(FIRST_PAUSE, MAX_PAUSE, failures);
    }

    @PreDestroy
    void stop() {
        stopped = true;
        ScheduledFuture<?> last = next;
        if (last != null) {
            last.cancel(true);
        }
        publisher.close();
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
        } catch (JMException e) {
            LOG.log(Level.FINE, "The outbox is not in JMX", e);
        }
    }

    private final class Management implements OutboxMXBean {

        @Override
        public long getWaiting() throws SQLException {
            try (Connection connection = database.getConnection()) {
                return OutboxTables.count(connection, false);
            }
        }

        @Override
        public long getDeadLetters() throws SQLException {
            try (Connection connection = database.getConnection()) {
                return OutboxTables.count(connection, true);
            }
        }

        @Override
        public int resendDeadLetters() throws SQLException {
            try (Connection connection = database.getConnection()) {
                return OutboxTables.resendDeadLetters(connection);
            }
        }
    }
}
