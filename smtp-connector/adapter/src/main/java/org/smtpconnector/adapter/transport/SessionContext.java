package org.smtpconnector.adapter.transport;

import java.time.Duration;
import java.util.function.Consumer;
import org.smtpconnector.protocol.EngineSettings;

/**
 * What the connections of a listener have in common.
 *
 * @param tls null if clients cannot use it
 * @param commandTimeout how long a client may be silent
 * @param released told of each connection that is closed, once, on its event loop
 */
record SessionContext(
        EngineSettings engineSettings,
        SmtpApplication application,
        SpoolArea spools,
        ListenerTls tls,
        Duration commandTimeout,
        Consumer<SmtpChannelHandler> released) {}
