package org.smtpconnector.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.smtpconnector.api.SmtpStatus;

/**
 * Gives the application the status of the resource adapter. It is not defined by an {@code @AdministeredObjectDefinition}:
 * WildFly would start a second resource adapter for that, one without listeners.
 */
@ApplicationScoped
public class Connector {

    /** The application's own in {@code glassfish-resources.xml}, then the server's, which TomEE does not find without a prefix. */
    static final List<String> NAMES = List.of("java:app/smtp/status", "smtp/status", "openejb:Resource/smtp/status");

    private SmtpStatus status;

    /** For injection. */
    @Produces
    public synchronized SmtpStatus status() {
        if (status == null) {
            try {
                status = lookUp(new InitialContext());
            } catch (NamingException e) {
                throw new IllegalStateException(e);
            }
        }
        return status;
    }

    @SuppressWarnings("BanJNDI") // The names are constants.
    static SmtpStatus lookUp(Context context) {
        IllegalStateException failure =
                new IllegalStateException("The status of the SMTP connector is under none of the names " + NAMES
                        + ": define an administered object of class org.smtpconnector.adapter.monitor.SmtpStatusObject"
                        + " with the name smtp/status in the server's configuration");
        for (String name : NAMES) {
            try {
                if (context.lookup(name) instanceof SmtpStatus found) {
                    return found;
                }
            } catch (NamingException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }
}
