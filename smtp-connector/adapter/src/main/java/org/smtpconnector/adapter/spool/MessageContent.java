package org.smtpconnector.adapter.spool;

import java.io.InputStream;

/** The content of a message, complete, on the heap or in a temporary file. */
public interface MessageContent {

    /** Octets. */
    long size();

    /**
     * A stream from the beginning. It also is a {@code jakarta.mail.internet.SharedInputStream}, so that Jakarta Mail copies
     * nothing.
     *
     * @return not null; a read throws {@code IOException} once the content is closed, or if the file cannot be read
     * @throws IllegalStateException if the content has been closed
     */
    InputStream openStream();

    /**
     * As {@link #openStream}, but what the client sent only: without the header fields that were put into it here.
     *
     * @return as {@link #openStream}
     * @throws IllegalStateException as {@link #openStream}
     */
    InputStream openOriginal();
}
