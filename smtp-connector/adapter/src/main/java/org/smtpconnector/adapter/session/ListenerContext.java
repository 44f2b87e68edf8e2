package org.smtpconnector.adapter.session;

import org.smtpconnector.adapter.client.ClientRegistry;
import org.smtpconnector.adapter.spool.SpoolFactory;
import org.smtpconnector.protocol.EngineSettings;

/**
 * The things that all connections of a listener share.
 *
 * @param engineSettings the settings of their engines; not null
 * @param application the beans' side; not null
 * @param spools makes the spools of their messages; not null
 * @param tls null if clients cannot use TLS
 * @param clients the client networks and their limits; not null
 * @param timeouts the time-outs of a client; not null
 */
public record ListenerContext(
        EngineSettings engineSettings,
        SmtpApplication application,
        SpoolFactory spools,
        ListenerTls tls,
        ClientRegistry clients,
        ClientTimeouts timeouts) {}
