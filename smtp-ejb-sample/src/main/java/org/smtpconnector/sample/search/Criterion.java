package org.smtpconnector.sample.search;

import java.time.Instant;

/** One thing that a message must be to be found. */
@FunctionalInterface
interface Criterion {

    boolean matches(IndexEntry entry);

    /** Contained anywhere; in lower case, as all texts here. */
    static Criterion anywhere(String text) {
        return entry -> entry.subject().contains(text)
                || entry.senders().contains(text)
                || entry.recipients().contains(text)
                || entry.text().contains(text);
    }

    static Criterion from(String text) {
        return entry -> entry.senders().contains(text);
    }

    static Criterion to(String text) {
        return entry -> entry.recipients().contains(text);
    }

    static Criterion subject(String text) {
        return entry -> entry.subject().contains(text);
    }

    static Criterion after(Instant time) {
        return entry -> !entry.receivedAt().isBefore(time);
    }

    static Criterion before(Instant time) {
        return entry -> entry.receivedAt().isBefore(time);
    }

    static Criterion larger(long octets) {
        return entry -> entry.size() > octets;
    }

    static Criterion attachment() {
        return IndexEntry::hasAttachment;
    }
}
