package org.smtpconnector.inbox.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.smtpconnector.api.SmtpStatus;
import org.smtpconnector.inbox.monitor.ListenerHealth;

/**
 * Ready when there is a listener, and each of them is bound, has a bean that takes mail, and has room for more: not while it is
 * drained, and not while it is saturated.
 */
@Readiness
@ApplicationScoped
public class ListenersReady implements HealthCheck {

    @Inject
    private SmtpStatus status;

    @Override
    public HealthCheckResponse call() {
        return response(status.listeners());
    }

    private static HealthCheckResponse response(List<SmtpStatus.Listener> listeners) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("smtp-listeners");
        listeners.forEach(
                listener -> response.withData("listener." + listener.name(), ListenerHealth.describe(listener)));
        return response.status(ListenerHealth.isReady(listeners)).build();
    }
}
