package org.smtpconnector.protocol.data;

import java.nio.ByteBuffer;

/** The next station of a body on its way from the decoder to the host. */
public interface BodySink {

    /**
     * Takes a piece of the body.
     *
     * @param run not empty; to be read before this method returns
     */
    void run(ByteBuffer run);

    /** The body has a CR or LF that stands alone (RFC 5321 section 2.3.8). May be called many times for one body. */
    void bareLineEnding();
}
