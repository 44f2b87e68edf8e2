package org.smtpconnector.adapter.session;

import java.util.function.Consumer;
import org.smtpconnector.adapter.client.Clients;
import org.smtpconnector.adapter.spool.SpoolArea;
import org.smtpconnector.protocol.EngineSettings;

/**
 * What the connections of a listener have in common.
 *
 * @param tls null if clients cannot use it
 * @param released told of each connection that is closed or refused, once, on its event loop
 */
public record SessionContext(
        EngineSettings engineSettings,
        SmtpApplication application,
        SpoolArea spools,
        ListenerTls tls,
        Clients clients,
        Times times,
        Consumer<SmtpChannelHandler> released) {}
