package org.smtpconnector.adapter.transport;

import java.util.function.Consumer;
import org.smtpconnector.protocol.EngineSettings;

/**
 * What the connections of a listener have in common.
 *
 * @param tls null if clients cannot use it
 * @param released told of each connection that is closed or refused, once, on its event loop
 */
record SessionContext(
        EngineSettings engineSettings,
        SmtpApplication application,
        SpoolArea spools,
        ListenerTls tls,
        Clients clients,
        Times times,
        Consumer<SmtpChannelHandler> released) {}
