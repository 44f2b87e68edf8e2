package org.smtpconnector.adapter.session;

import java.util.function.Consumer;
import org.smtpconnector.adapter.client.ClientRegistry;
import org.smtpconnector.adapter.spool.SpoolFactory;
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
        SpoolFactory spools,
        ListenerTls tls,
        ClientRegistry clients,
        Times times,
        Consumer<SmtpChannelHandler> released) {}
