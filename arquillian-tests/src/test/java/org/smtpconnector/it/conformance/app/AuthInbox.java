package org.smtpconnector.it.conformance.app;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJBAccessException;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.inject.Inject;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** Adds a row that says under which names the container knows the SMTP user. */
@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "auth"))
public class AuthInbox implements SmtpMessageListener {

    @Inject
    Mails mails;

    @Inject
    MailersOnly mailersOnly;

    @Resource
    MessageDrivenContext context;

    @Override
    public void onMessage(SmtpMessage message) {
        String subject = message.header("Subject").orElse("");
        mails.insert(
                "plain",
                subject,
                switch (subject) {
                    case "session" ->
                        message.session().authenticationId().orElse("")
                                + message.session().groups();
                    case "bean" -> String.valueOf(context.getCallerPrincipal().getName());
                    default -> callerOfSessionBean();
                });
    }

    private String callerOfSessionBean() {
        try {
            return mailersOnly.caller();
        } catch (EJBAccessException e) {
            return "denied";
        }
    }
}
