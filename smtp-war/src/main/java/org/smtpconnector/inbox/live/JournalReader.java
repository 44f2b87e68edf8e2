package org.smtpconnector.inbox.live;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpStatus;
import org.smtpconnector.inbox.store.DeliveryWriter;

/** Stores the entries of the connector's journal, in one task that runs as long as the application. */
@ApplicationScoped
public class JournalReader {

    private static final Logger LOGGER = Logger.getLogger(JournalReader.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(2);

    /** Less than a minute: the journal holds more than that. After it, what cannot be stored is given up. */
    private static final int MAX_RETRIES = 20;

    @Resource
    private ManagedExecutorService executor;

    @Inject
    private SmtpStatus status;

    @Inject
    private DeliveryWriter writer;

    @Inject
    private StatusHistory history;

    private final JournalFollower follower = new JournalFollower(() -> status.journal(), this::keep, RETRY);
    private Future<?> reading;

    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        reading = executor.submit(follower);
    }

    @PreDestroy
    void stop() {
        follower.stop();
        if (reading != null) {
            reading.cancel(true);
        }
    }

    private void keep(List<SmtpJournal.Entry> entries) throws InterruptedException {
        entries.forEach(history::ended);
        for (int failures = 0; !follower.isStopped(); failures++) {
            try {
                writer.keep(entries);
                return;
            } catch (RuntimeException e) {
                if (failures == 0) {
                    LOGGER.log(Level.WARNING, "Cannot store what became of transactions, trying again", e);
                } else if (failures == MAX_RETRIES) {
                    LOGGER.log(Level.WARNING, "Given up: what became of {0} transactions", entries.size());
                    return;
                }
                follower.pause(RETRY);
            }
        }
    }
}
