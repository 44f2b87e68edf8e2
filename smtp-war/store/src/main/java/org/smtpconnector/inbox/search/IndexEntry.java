package org.smtpconnector.inbox.search;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The part of a message that is searched.
 *
 * @param id of the message
 * @param receivedAt when
 * @param size in octets
 * @param attachments how many
 * @param outcome of its transaction
 * @param senders the reverse-path and the From field
 * @param recipients of the envelope, and of To and Cc
 * @param subject decoded
 * @param text for people to read
 */
public record IndexEntry(
        long id,
        Instant receivedAt,
        long size,
        int attachments,
        Outcome outcome,
        String senders,
        String recipients,
        String subject,
        String text) {

    /** Characters of each text that are searched; what is beyond them is not found. */
    public static final int MAX_TEXT = 64 * 1024;

    /** Cuts the texts. */
    public IndexEntry {
        senders = cut(senders);
        recipients = cut(recipients);
        subject = cut(subject);
        text = cut(text);
    }

    /** Puts texts together, those that are not null. */
    public static String all(List<String> texts) {
        return String.join("\n", texts.stream().filter(Objects::nonNull).toList());
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
