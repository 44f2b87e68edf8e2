package ${package};

import jakarta.ejb.MessageDriven;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** Prints the sender, the recipients and the subject of each message. */
@MessageDriven
public class HelloInbox implements SmtpMessageListener {

    @Override
    public void onMessage(SmtpMessage message) {
        String subject = message.header("Subject").orElse("(no subject)");
        System.out.println(message.reversePath() + " to " + message.recipients() + ": " + printable(subject));
    }

    /** Keeps control characters, which a sender may have put into the subject, away from the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
