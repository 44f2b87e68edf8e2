package org.smtpconnector.inbox;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.resource.AdministeredObjectDefinition;
import org.smtpconnector.api.SmtpStatus;

/** Gives the application the status of the resource adapter that was deployed as {@code smtp-connector}. */
@AdministeredObjectDefinition(
        name = "java:app/smtp/status",
        className = "org.smtpconnector.adapter.monitor.SmtpStatusObject",
        interfaceName = "org.smtpconnector.api.SmtpStatus",
        resourceAdapter = "smtp-connector")
@ApplicationScoped
public class Connector {

    @Resource(lookup = "java:app/smtp/status")
    private SmtpStatus status;

    /** For injection. */
    @Produces
    public SmtpStatus status() {
        return status;
    }
}
