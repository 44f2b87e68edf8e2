package org.smtpconnector.inbox.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.smtpconnector.api.SmtpStatus;
import org.smtpconnector.inbox.Address;

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

    static HealthCheckResponse response(List<SmtpStatus.Listener> listeners) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("smtp-listeners");
        listeners.forEach(listener -> response.withData("listener." + listener.name(), describe(listener)));
        return response.status(isReady(listeners)).build();
    }

    static boolean isReady(List<SmtpStatus.Listener> listeners) {
        return !listeners.isEmpty()
                && listeners.stream().allMatch(listener -> isOpen(listener) && !listener.saturated());
    }

    static boolean isOpen(SmtpStatus.Listener listener) {
        return listener.accepting() && !listener.addresses().isEmpty();
    }

    /** The addresses come first: who starts the server reads them from here. */
    static String describe(SmtpStatus.Listener listener) {
        String addresses = listener.addresses().stream().map(Address::text).collect(Collectors.joining(" "));
        return (addresses.isEmpty() ? "not bound" : addresses)
                + (listener.accepting() ? ", accepting" : ", not accepting")
                + (listener.saturated() ? ", saturated" : "")
                + ", connections " + listener.connections()
                + ", processings " + listener.processings()
                + ", waiting " + listener.waiting()
                + ", delivered " + listener.delivered()
                + ", refused " + listener.refused();
    }
}
