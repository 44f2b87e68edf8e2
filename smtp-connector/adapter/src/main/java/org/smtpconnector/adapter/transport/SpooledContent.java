package org.smtpconnector.adapter.transport;

import java.io.InputStream;

/** The content of a message, complete, on the heap or in a temporary file. */
public interface SpooledContent {

    /** Octets. */
    long size();

    /**
     * A stream from the beginning. It also is a {@code jakarta.mail.internet.SharedInputStream}, so that Jakarta Mail copies
     * nothing.
     *
     * @throws IllegalStateException if the content has been closed; a read throws {@code IOException} then
     */
    InputStream openStream();
}
