package org.smtpconnector.adapter.tls;

import javax.net.ssl.SSLEngine;

/** Makes engines of certificates and keys, by one provider of TLS. */
interface Engines extends AutoCloseable {

    /** The sessions that clients can resume. The JDK's own 20,480 could hold some 50 MB of client certificates. */
    int SESSIONS_TO_RESUME = 2_000;

    /** Returns a new engine for a connection, in server mode; for use by one thread at a time. */
    SSLEngine newEngine();

    /** Gives back what is not on the heap. Engines that were made before go on; others cannot be made any more. */
    @Override
    void close();
}
