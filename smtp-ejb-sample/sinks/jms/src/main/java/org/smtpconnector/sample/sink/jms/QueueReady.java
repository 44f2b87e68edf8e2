package org.smtpconnector.sample.sink.jms;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.QueueBrowser;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the broker answers: without it, senders hear 451. */
@Readiness
@ApplicationScoped
public class QueueReady implements HealthCheck {

    @Resource(lookup = JmsBean.CONNECTION_FACTORY)
    ConnectionFactory connections;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("queue").status(answers()).build();
    }

    private boolean answers() {
        try (JMSContext context = connections.createContext();
                QueueBrowser browser = context.createBrowser(context.createQueue(JmsBean.queue()))) {
            browser.getEnumeration().hasMoreElements();
            return true;
        } catch (JMSException | JMSRuntimeException e) {
            return false;
        }
    }
}
