package org.smtpconnector.it.conformance.app;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** Is called once at a time. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "listeners", propertyValue = "serial"),
            @ActivationConfigProperty(propertyName = "maxConcurrency", propertyValue = "1")
        })
public class SerialInbox implements SmtpMessageListener {

    @Override
    public void onMessage(SmtpMessage message) {
        Gate.enter();
        Gate.pass();
        Gate.leave();
    }
}
