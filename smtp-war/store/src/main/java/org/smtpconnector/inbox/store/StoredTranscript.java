package org.smtpconnector.inbox.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.smtpconnector.api.SmtpJournal;

/** The dialogue that brought a message. */
@Entity
@Table(name = "smtp_transcript")
public class StoredTranscript {

    private static final int MAX_LENGTH = 20_000;

    @Id
    @Column(name = "message_id")
    private long messageId;

    @Column(name = "transcript", nullable = false, length = MAX_LENGTH)
    private String transcript;

    /** For Jakarta Persistence. */
    protected StoredTranscript() {}

    StoredTranscript(long messageId, SmtpJournal.Entry entry) {
        this.messageId = messageId;
        String text = entry.transcript();
        this.transcript = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }

    String transcript() {
        return transcript;
    }
}
