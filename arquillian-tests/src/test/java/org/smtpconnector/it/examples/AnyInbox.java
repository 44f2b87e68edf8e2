package org.smtpconnector.it.examples;

import jakarta.ejb.MessageDriven;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpReply;

/** A bean that names no listener, and says in its reply which one the message came by, and from whom. */
@MessageDriven
public class AnyInbox implements SmtpMessageListener {

    @Override
    public void onMessage(SmtpMessage message) {
        String user = message.session().authenticationId().orElse("somebody");
        message.setReply(
                SmtpReply.of(250, "2.0.0", "Taken by " + message.session().listener() + " from " + user));
    }
}
