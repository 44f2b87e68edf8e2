package org.smtpconnector.inbox.store;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.function.IntSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.smtpconnector.inbox.settings.InboxSettings;

/** Deletes the messages that are too many, too large together or too old, every minute, in small transactions of their own. */
@Singleton
@Startup
@DependsOn("StoreStart")
@TransactionManagement(TransactionManagementType.BEAN)
public class Retention {

    private static final Logger LOGGER = Logger.getLogger(Retention.class.getName());

    /** Of a run: the rest has time until the next one. */
    private static final int MAX_STEPS = 100;

    private final InboxSettings settings;
    private final Clock clock;

    @Inject
    MessageRemover remover;

    /** With the settings of the application: if they are wrong, it does not start. */
    public Retention() {
        this(InboxSettings.read(), Clock.systemUTC());
    }

    Retention(InboxSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Schedule(hour = "*", minute = "*", second = "20", persistent = false)
    void run() {
        try {
            int deleted = steps(() -> remover.deleteMoreThan(settings.retentionCount()));
            if (settings.retentionSize() < Long.MAX_VALUE) {
                deleted += steps(() -> remover.deleteLargerThan(settings.retentionSize()));
            }
            if (settings.retentionAge() != null) {
                deleted += steps(() -> remover.deleteOlderThan(clock.instant().minus(settings.retentionAge())));
            }
            if (deleted > 0) {
                LOGGER.log(Level.FINE, "{0} messages were too many, too large together or too old", deleted);
            }
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "Cannot delete old messages now, trying again in a minute", e);
        }
    }

    private static int steps(IntSupplier deleteSome) {
        int deleted = 0;
        int step = 1;
        for (int i = 0; i < MAX_STEPS && step > 0; i++) {
            step = deleteSome.getAsInt();
            deleted += step;
        }
        return deleted;
    }
}
