package org.smtpconnector.inbox.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.smtpconnector.api.SmtpStatus;

/** Live when every event loop of the connector answers. */
@Liveness
@ApplicationScoped
public class EventLoopsLive implements HealthCheck {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    @Inject
    private SmtpStatus status;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("smtp-event-loops").status(isLive()).build();
    }

    private boolean isLive() {
        try {
            return status.isLive(TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
