package org.smtpconnector.inbox.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Startup;
import org.smtpconnector.api.SmtpStatus;
import org.smtpconnector.inbox.monitor.ListenerHealth;

/** Started once every listener has taken mail at the same time; it stays so. */
@Startup
@ApplicationScoped
public class ListenersStarted implements HealthCheck {

    @Inject
    private SmtpStatus status;

    private volatile boolean started;

    @Override
    public HealthCheckResponse call() {
        return response(status.listeners());
    }

    HealthCheckResponse response(List<SmtpStatus.Listener> listeners) {
        started |= !listeners.isEmpty() && listeners.stream().allMatch(ListenerHealth::isOpen);
        HealthCheckResponseBuilder response = HealthCheckResponse.named("smtp-started");
        listeners.forEach(
                listener -> response.withData("listener." + listener.name(), ListenerHealth.isOpen(listener)));
        return response.status(started).build();
    }
}
