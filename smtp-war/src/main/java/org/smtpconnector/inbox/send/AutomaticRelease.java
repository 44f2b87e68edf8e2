package org.smtpconnector.inbox.send;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.smtpconnector.inbox.store.StoreChanged;

/** Releases messages as they come, one after another, if the configuration wants that. Each is tried once. */
@ApplicationScoped
public class AutomaticRelease {

    private static final Logger LOGGER = Logger.getLogger(AutomaticRelease.class.getName());

    /** The most messages that wait: where more come, the server that they go to is much slower than this one. */
    private static final int MAX_WAITING = 10_000;

    private final BlockingQueue<Long> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final AtomicBoolean running = new AtomicBoolean();

    @Resource
    ManagedExecutorService executor;

    @Inject
    Releaser releaser;

    void changed(@Observes StoreChanged event) {
        if (event.kind() != StoreChanged.Kind.STORED || !releaser.isAutomatic()) {
            return;
        }
        for (Long id : event.ids()) {
            if (!waiting.offer(id)) {
                LOGGER.log(Level.WARNING, "Message {0} is not released: too many are waiting", id.toString());
            }
        }
        run();
    }

    private void run() {
        if (running.compareAndSet(false, true)) {
            try {
                executor.execute(this::drain);
            } catch (RejectedExecutionException e) {
                running.set(false);
                LOGGER.log(Level.WARNING, "Messages are not released now: the server has no thread for it", e);
            }
        }
    }

    private void drain() {
        try {
            for (Long id = waiting.poll(); id != null; id = waiting.poll()) {
                release(id);
            }
        } finally {
            running.set(false);
        }
        // One that came after the last look and before the end of this run.
        if (!waiting.isEmpty()) {
            run();
        }
    }

    private void release(long id) {
        try {
            releaser.releaseByItself(id);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Message " + id + " is not released");
        }
    }
}
