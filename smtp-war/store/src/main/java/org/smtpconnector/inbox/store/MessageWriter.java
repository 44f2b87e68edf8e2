package org.smtpconnector.inbox.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpRejectedException;

/** Writes messages into the store. Safe for use by several threads. */
@ApplicationScoped
public class MessageWriter {

    /**
     * The number of messages of several chunks that are written at once. A database in this heap holds some of what each of them
     * writes until it is in the file, and is not faster with more of them.
     */
    private static final int LARGE_AT_ONCE = 4;

    /** Half of the connector's processings, by default: the others are for small messages. */
    private static final int LARGE_WITH_WAITING = 16;

    /** A burst of messages that are not very large is written by then. */
    private static final Duration LONGEST_FOR_PLACE = Duration.ofSeconds(5);

    /** A fourth of the time that the connector gives a delivery, by default. */
    private static final Duration LONGEST_FOR_TURN = Duration.ofSeconds(30);

    LargeMessages large = new LargeMessages(LARGE_AT_ONCE, LARGE_WITH_WAITING, LONGEST_FOR_PLACE, LONGEST_FOR_TURN);

    @PersistenceContext(unitName = "inbox")
    EntityManager entityManager;

    private final Event<MessageStored> stored;

    /** For the proxy of the container. */
    protected MessageWriter() {
        this(null);
    }

    @Inject
    MessageWriter(Event<MessageStored> stored) {
        this.stored = stored;
    }

    /**
     * Stores a message in the transaction of the caller. Holds one chunk of it in memory at a time, and detaches whatever
     * the caller's persistence context holds: it has to be written by then.
     *
     * @param message not null
     * @return the id of the stored message
     * @throws UncheckedIOException if the message cannot be read
     * @throws SmtpRejectedException with 451 if too many large messages are before it
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public long add(SmtpMessage message) throws SmtpRejectedException {
        // Before anything is written: a message that waits holds no connection to the database.
        return message.size() <= StoredChunk.SIZE ? write(message) : large.inTurn(() -> write(message));
    }

    /**
     * Reads the decoded subject of a message that is not stored.
     *
     * @return empty if there is none
     * @throws UncheckedIOException if the message cannot be read
     */
    public static String subject(SmtpMessage message) {
        try (InputStream content = message.openStream()) {
            String subject =
                    MessageHeader.parse(content.readNBytes(StoredChunk.SIZE)).value("Subject");
            return subject == null ? "" : subject;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot read message " + message.transaction().id(), e);
        }
    }

    private long write(SmtpMessage message) {
        try (InputStream content = message.openStream()) {
            byte[] octets = content.readNBytes(StoredChunk.SIZE);
            // Milliseconds are what the column keeps.
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            MessageBeginning beginning = MessageBeginning.of(octets);
            StoredMessage entity = new StoredMessage(message, beginning, now);
            List<String> recipients =
                    message.recipients().stream().map(SmtpAddress::toString).toList();
            entityManager.persist(entity);
            long id = entity.id();
            for (int i = 0; i < recipients.size(); i++) {
                entityManager.persist(new StoredRecipient(id, i, recipients.get(i)));
            }
            addChunks(id, octets, content, message.size());
            stored.fire(new MessageStored(entity.indexEntry(recipients, beginning.text())));
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot read message " + message.transaction().id(), e);
        }
    }

    private void addChunks(long id, byte[] first, InputStream rest, long expected) throws IOException {
        long written = 0;
        byte[] octets = first;
        for (int position = 0; octets.length > 0; position++) {
            entityManager.persist(new StoredChunk(id, position, octets));
            // Written and forgotten, or the persistence context would hold the whole message until the commit.
            entityManager.flush();
            entityManager.clear();
            written += octets.length;
            octets = rest.readNBytes(StoredChunk.SIZE);
        }
        if (written != expected) {
            throw new IOException("The content has " + written + " octets, but its size was given as " + expected);
        }
    }
}
