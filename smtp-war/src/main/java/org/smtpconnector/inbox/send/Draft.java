package org.smtpconnector.inbox.send;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A message that somebody has written. None of its texts has a control character where a header field would be cut by it.
 *
 * @param from the sender, for the header and for the envelope
 * @param to recipients of the To field
 * @param cc recipients of the Cc field
 * @param bcc recipients of the envelope only
 * @param subject may be empty
 * @param text may be empty
 * @param html null if there is none
 * @param inReplyTo the Message-ID of the message that is replied to; null if there is none
 * @param references the Message-IDs of the conversation; null if there are none
 */
public record Draft(
        InternetAddress from,
        List<InternetAddress> to,
        List<InternetAddress> cc,
        List<InternetAddress> bcc,
        String subject,
        String text,
        String html,
        String inReplyTo,
        String references) {

    private static final String UTF_8 = "UTF-8";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    /** Copies the lists. */
    public Draft {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
    }

    /** Returns the envelope. */
    public Envelope envelope() {
        return Envelope.of(
                from.getAddress(),
                Stream.of(to, cc, bcc)
                        .flatMap(List::stream)
                        .map(InternetAddress::getAddress)
                        .distinct()
                        .toList());
    }

    /** Returns the message's octets, with a date and a Message-ID of their own. */
    public byte[] octets() {
        Properties properties = new Properties();
        // The domain of the Message-ID; without it the name of this machine would be looked up.
        properties.setProperty("mail.from", from.getAddress());
        properties.setProperty(
                "mail.mime.allowutf8", Boolean.toString(envelope().isInternational()));
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            message(Session.getInstance(properties)).writeTo(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException("A checked draft makes no message", e);
        }
        return octets.toByteArray();
    }

    private MimeMessage message(Session session) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(from);
        message.setRecipients(RecipientType.TO, to.toArray(InternetAddress[]::new));
        message.setRecipients(RecipientType.CC, cc.toArray(InternetAddress[]::new));
        message.setSubject(subject, UTF_8);
        message.setHeader("Date", DATE.format(OffsetDateTime.now(ZoneOffset.UTC)));
        if (inReplyTo != null) {
            message.setHeader("In-Reply-To", inReplyTo);
        }
        if (references != null) {
            message.setHeader("References", references.replace(" ", "\r\n "));
        }
        if (html == null) {
            message.setText(text, UTF_8);
        } else {
            MimeBodyPart plain = new MimeBodyPart();
            plain.setText(text, UTF_8);
            MimeBodyPart rich = new MimeBodyPart();
            rich.setText(html, UTF_8, "html");
            message.setContent(new MimeMultipart("alternative", plain, rich));
        }
        message.saveChanges();
        return message;
    }
}
