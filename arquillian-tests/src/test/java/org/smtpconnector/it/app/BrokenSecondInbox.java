package org.smtpconnector.it.app;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** Cannot be created. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "listeners", propertyValue = "broken"),
            @ActivationConfigProperty(propertyName = "priority", propertyValue = "2"),
            @ActivationConfigProperty(propertyName = "recipients", propertyValue = "broken@*")
        })
public class BrokenSecondInbox implements SmtpMessageListener {

    @PostConstruct
    void fail() {
        throw new IllegalStateException("secret of the bean that cannot be created");
    }

    @Override
    public void onMessage(SmtpMessage message) {
        // never called
    }
}
