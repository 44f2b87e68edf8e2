package org.smtpconnector.adapter.spool;

import java.io.IOException;

/** Octets that any number of threads can read, each at a position of its own. */
interface PositionedContent {

    /**
     * Reads the octets at a position. The number of octets may be smaller than the one that was asked for, also in the
     * middle of the content.
     *
     * @param position from 0, less than the size
     * @param length at least 1
     * @return the number of octets that were read, at least 1
     * @throws IOException if the content cannot be read, or is closed
     */
    int read(long position, byte[] target, int offset, int length) throws IOException;

    /**
     * Does nothing as long as the content can be read.
     *
     * @throws IOException if the content is closed
     */
    void requireOpen() throws IOException;
}
