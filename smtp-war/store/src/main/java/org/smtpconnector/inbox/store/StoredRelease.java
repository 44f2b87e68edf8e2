package org.smtpconnector.inbox.store;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The answer of another server to which a message was sent on. */
@Entity
@Table(name = "smtp_release")
public class StoredRelease {

    private static final int MAX_SERVER = 300;
    private static final int MAX_REPLY = 1000;
    private static final int MAX_RECIPIENTS = 32_000;

    @Id
    @Column(name = "message_id")
    private long messageId;

    @Convert(converter = InstantConverter.class)
    @Column(name = "released_at", nullable = false)
    private Instant releasedAt;

    @Column(name = "server", nullable = false, length = MAX_SERVER)
    private String server;

    @Column(name = "accepted", nullable = false)
    private boolean accepted;

    @Column(name = "automatic", nullable = false)
    private boolean automatic;

    @Column(name = "recipients", nullable = false, length = MAX_RECIPIENTS)
    private String recipients;

    @Column(name = "reply", nullable = false, length = MAX_REPLY)
    private String reply;

    /** For Jakarta Persistence. */
    protected StoredRelease() {}

    /**
     * Makes the record of a release.
     *
     * @param messageId of the message
     * @param releasedAt when the server answered
     * @param server its host and port
     * @param accepted whether it took the message
     * @param automatic whether the configuration wanted it, and no person
     * @param recipients to whom the message was sent
     * @param reply of the server, or why there is none
     */
    public StoredRelease(
            long messageId,
            Instant releasedAt,
            String server,
            boolean accepted,
            boolean automatic,
            List<String> recipients,
            String reply) {
        this.messageId = messageId;
        this.releasedAt = releasedAt;
        this.server = Text.column(server, MAX_SERVER);
        this.accepted = accepted;
        this.automatic = automatic;
        // One on each line: a quoted local part may have any other character.
        String lines = recipients.stream()
                .map(recipient -> Text.column(recipient, StoredMessage.MAX_ADDRESS))
                .collect(Collectors.joining("\n"));
        this.recipients = lines.substring(0, Math.min(lines.length(), MAX_RECIPIENTS));
        this.reply = Text.column(reply, MAX_REPLY);
    }

    long messageId() {
        return messageId;
    }

    /** Returns the time at which the server answered. */
    public Instant releasedAt() {
        return releasedAt;
    }

    /** Returns the server's host and port. */
    public String server() {
        return server;
    }

    /** Tells whether the server took the message. */
    public boolean accepted() {
        return accepted;
    }

    /** Tells whether the configuration wanted the release, and no person. */
    public boolean automatic() {
        return automatic;
    }

    /** Returns the recipients to whom the message was sent. */
    public List<String> recipients() {
        return recipients.lines().toList();
    }

    /** Returns the reply of the server, or why there is none. */
    public String reply() {
        return reply;
    }
}
