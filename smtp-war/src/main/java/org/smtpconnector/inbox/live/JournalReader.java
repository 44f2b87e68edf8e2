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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpStatus;
import org.smtpconnector.sample.store.DeliveryWriter;

/** Fetches what the connector's journal has, and has it stored: one task for as long as the application runs. */
@ApplicationScoped
public class JournalReader {

    private static final Logger LOGGER = Logger.getLogger(JournalReader.class.getName());
    private static final int AT_ONCE = 100;

    /** As long as the end of the application may have to wait for. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private static final int RETRY_SECONDS = 2;

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

    private final CountDownLatch stopping = new CountDownLatch(1);
    private Future<?> reading;

    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        reading = executor.submit(this::read);
    }

    @PreDestroy
    void stop() {
        stopping.countDown();
        if (reading != null) {
            reading.cancel(true);
        }
    }

    private void read() {
        long last = 0;
        try {
            while (stopping.getCount() > 0) {
                List<SmtpJournal.Entry> entries = status.journal().entriesAfter(last, AT_ONCE, WAIT);
                if (!entries.isEmpty()) {
                    entries.forEach(history::ended);
                    store(entries);
                    last = entries.get(entries.size() - 1).sequence();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (stopping.getCount() > 0) {
                LOGGER.log(Level.SEVERE, "The connector's journal is read no more", e);
            }
        }
    }

    private void store(List<SmtpJournal.Entry> entries) throws InterruptedException {
        for (int failures = 0; stopping.getCount() > 0; failures++) {
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
                stopping.await(RETRY_SECONDS, TimeUnit.SECONDS);
            }
        }
    }
}
