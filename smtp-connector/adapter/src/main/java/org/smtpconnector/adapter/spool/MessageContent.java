package org.smtpconnector.adapter.spool;

import java.io.InputStream;

/** The complete content of a message, on the heap or in a temporary file. */
public interface MessageContent {

    /** Returns the size in octets. */
    long size();

    /**
     * Opens a stream at the beginning of the content. The stream also is a {@code jakarta.mail.internet.SharedInputStream},
     * so that Jakarta Mail copies nothing.
     *
     * @return not null; a read throws {@code IOException} once the content is closed, or if the file cannot be read
     * @throws IllegalStateException if the content is closed
     */
    InputStream openStream();

    /**
     * Opens a stream of the octets that the client sent, without the header fields that the server has added.
     *
     * @return as {@link #openStream}, but not a {@code SharedInputStream}
     * @throws IllegalStateException if the content is closed
     */
    InputStream openOriginal();
}
