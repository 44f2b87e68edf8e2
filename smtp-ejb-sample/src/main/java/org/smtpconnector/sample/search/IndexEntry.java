package org.smtpconnector.sample.search;

import java.time.Instant;

/** What of a message is searched: texts in lower case, cut to a length, so that an entry has a bounded size. Immutable. */
public final class IndexEntry {

    /** Octets of an entry without its texts, about: the object, four strings, its place in a map. */
    private static final int OVERHEAD = 320;

    private final long id;
    private final Instant receivedAt;
    private final long size;
    private final boolean attachment;
    private final Outcome outcome;
    private final String senders;
    private final String recipients;
    private final String subject;
    private final String text;

    /**
     * Makes an entry.
     *
     * @param senders the reverse-path and the From field
     * @param recipients of the envelope, and of To and Cc
     * @param text the beginning of the text
     */
    public IndexEntry(
            long id,
            Instant receivedAt,
            long size,
            int attachments,
            Outcome outcome,
            String senders,
            String recipients,
            String subject,
            String text) {
        this.id = id;
        this.receivedAt = receivedAt;
        this.size = size;
        this.attachment = attachments > 0;
        this.outcome = outcome;
        this.senders = senders;
        this.recipients = recipients;
        this.subject = subject;
        this.text = text;
    }

    public long id() {
        return id;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    long size() {
        return size;
    }

    boolean hasAttachment() {
        return attachment;
    }

    Outcome outcome() {
        return outcome;
    }

    String senders() {
        return senders;
    }

    String recipients() {
        return recipients;
    }

    String subject() {
        return subject;
    }

    String text() {
        return text;
    }

    /** About how many octets of the heap it takes. */
    int weight() {
        return OVERHEAD + weight(senders) + weight(recipients) + weight(subject) + weight(text);
    }

    /** The JVM takes one octet for each character if all of them are in ISO 8859-1, two otherwise. */
    private static int weight(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                return 2 * text.length();
            }
        }
        return text.length();
    }
}
