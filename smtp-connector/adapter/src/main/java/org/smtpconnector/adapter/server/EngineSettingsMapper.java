package org.smtpconnector.adapter.server;

import org.smtpconnector.adapter.config.AuthKeys;
import org.smtpconnector.adapter.config.BindingKeys;
import org.smtpconnector.adapter.config.LimitKeys;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.MessageKeys;
import org.smtpconnector.adapter.config.ProtocolKeys;
import org.smtpconnector.adapter.config.ProxyKeys;
import org.smtpconnector.adapter.config.TlsKeys;
import org.smtpconnector.protocol.EngineSettings;
import org.smtpconnector.protocol.Requirement;

/** Maps the settings of a listener to those of its engines. */
final class EngineSettingsMapper {

    private EngineSettingsMapper() {}

    /**
     * Returns the settings of the engines.
     *
     * @throws IllegalArgumentException if the engine refuses a value
     */
    static EngineSettings of(ListenerSettings settings) {
        EngineSettings.Builder engine = EngineSettings.builder()
                .tls(tlsPolicy(settings))
                .xclientTrusted(address -> ProxyKeys.contain(settings.get(ProxyKeys.XCLIENT_TRUSTED_NETWORKS), address))
                .listener(settings.name())
                .hostname(settings.get(BindingKeys.HOSTNAME))
                .protocol(settings.get(BindingKeys.PROTOCOL))
                .banner(settings.get(BindingKeys.BANNER).orElse(null))
                .lineEndings(settings.get(ProtocolKeys.LINE_ENDINGS))
                .leniencies(settings.get(ProtocolKeys.LENIENCY))
                .strictHelo(settings.get(ProtocolKeys.STRICT_HELO))
                .maxMessageSize(settings.get(MessageKeys.MAX_MESSAGE_SIZE))
                .maxCommandLine(settings.get(LimitKeys.MAX_COMMAND_LINE))
                .maxDataLine(settings.get(LimitKeys.MAX_DATA_LINE))
                .maxRecipients(settings.get(LimitKeys.MAX_RECIPIENTS))
                .maxMessages(settings.get(LimitKeys.MAX_MESSAGES))
                .maxErrors(settings.get(LimitKeys.MAX_ERRORS))
                .maxRefusedRecipients(settings.get(LimitKeys.MAX_REFUSED_RECIPIENTS))
                .maxJunkCommands(settings.get(LimitKeys.MAX_JUNK_COMMANDS))
                .maxAuthFailures(settings.get(AuthKeys.MAX_FAILURES))
                .receivedHeader(settings.get(MessageKeys.RECEIVED_HEADER))
                .auth(settings.get(AuthKeys.MODE))
                .authMechanisms(settings.get(AuthKeys.MECHANISMS))
                .insecureAuth(settings.get(AuthKeys.ALLOW_INSECURE));
        ProtocolKeys.EXTENSIONS.forEach((extension, key) -> engine.extension(extension, settings.get(key)));
        return engine.build();
    }

    /** Returns whether STARTTLS is offered or required; where connections begin with TLS there is nothing to require. */
    private static Requirement tlsPolicy(ListenerSettings settings) {
        return switch (TlsKeys.mode(settings)) {
            case AUTO, FORBIDDEN -> Requirement.FORBIDDEN;
            case OPTIONAL, IMPLICIT -> Requirement.OPTIONAL;
            case REQUIRED -> Requirement.REQUIRED;
        };
    }
}
