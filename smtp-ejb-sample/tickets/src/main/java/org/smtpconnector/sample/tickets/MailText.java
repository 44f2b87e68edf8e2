package org.smtpconnector.sample.tickets;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;

/** The text of a message. */
final class MailText {

    /** The deepest multipart that is looked into: people do not nest deeper. */
    private static final int DEEPEST = 10;

    /** The most characters of a text: a ticket has no use for more. */
    private static final int LONGEST = 100_000;

    private MailText() {}

    /** Returns the first part that is plain text, cut to a length that a ticket has use for; empty if there is none. */
    static String of(Part message) throws MessagingException, IOException {
        String text = find(message, 0);
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    private static String find(Part part, int depth) throws MessagingException, IOException {
        if (part.isMimeType("text/plain") && part.getContent() instanceof String text) {
            return text;
        }
        if (depth < DEEPEST && part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart child = parts.getBodyPart(i);
                String text = Part.ATTACHMENT.equalsIgnoreCase(child.getDisposition()) ? "" : find(child, depth + 1);
                if (!text.isEmpty()) {
                    return text;
                }
            }
        }
        return "";
    }
}
