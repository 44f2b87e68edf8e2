package org.smtpconnector.inbox.metrics;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.smtpconnector.api.SmtpStatus;

/**
 * Shows the connector's counters as metrics. They belong to the connector; each second the metrics are brought to where they are,
 * so that {@code /metrics} is at most a second behind.
 */
@ApplicationScoped
public class ConnectorMetrics {

    private static final System.Logger LOG = System.getLogger(ConnectorMetrics.class.getName());

    @Inject
    private SmtpStatus status;

    /** A server may have the API without the implementation. */
    @Inject
    private Instance<MetricRegistry> registry;

    @Resource
    private ManagedScheduledExecutorService timer;

    /** By the listener's name. */
    private final Map<String, ListenerMetrics> listeners = new HashMap<>();

    private ScheduledFuture<?> updates;

    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        if (registry.isUnsatisfied()) {
            return;
        }
        updates = timer.scheduleWithFixedDelay(this::update, 0, 1, TimeUnit.SECONDS);
    }

    private synchronized void update() {
        try {
            for (SmtpStatus.Listener listener : status.listeners()) {
                listeners
                        .computeIfAbsent(listener.name(), name -> new ListenerMetrics(name, registry.get()))
                        .update(listener);
            }
        } catch (RuntimeException e) {
            // An exception would end the schedule.
            LOG.log(System.Logger.Level.WARNING, "The metrics could not be updated; trying again", e);
        }
    }

    @PreDestroy
    void stop() {
        if (updates != null) {
            updates.cancel(false);
        }
    }
}
