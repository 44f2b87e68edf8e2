package org.smtpconnector.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.syntax.XclientAttribute;

/** The replies that begin with the server's name: the greeting, and those to HELO, EHLO and LHLO. */
final class HelloReplies {

    private HelloReplies() {}

    /** The greeting (RFC 5321 section 4.2): its first word is the server's name. */
    static SmtpReply greeting(EngineSettings settings, String text) {
        return SmtpReply.plain(220, named(settings, text));
    }

    /** HELO (RFC 5321 section 4.1.1.1). */
    static SmtpReply helo(EngineSettings settings, String text) {
        return SmtpReply.plain(250, named(settings, text));
    }

    /** EHLO: the server's name, then what it offers, a line each (RFC 5321 section 4.1.1.1). */
    static SmtpReply ehlo(EngineSettings settings, Set<Extension> offered, String text) {
        List<String> lines = new ArrayList<>();
        lines.add(named(settings, text));
        for (Extension extension : offered) {
            lines.add(line(extension, settings));
        }
        return SmtpReply.plain(250, lines.toArray(String[]::new));
    }

    private static String named(EngineSettings settings, String text) {
        return text.isEmpty() ? settings.hostname() : settings.hostname() + ' ' + text;
    }

    private static String line(Extension extension, EngineSettings settings) {
        String keyword = extension.keyword();
        return switch (extension) {
            case SIZE -> keyword + ' ' + settings.maxMessageSize();
            case AUTH ->
                keyword
                        + ' '
                        + settings.authMechanisms().stream()
                                .map(AuthMechanism::name)
                                .collect(Collectors.joining(" "));
            case LIMITS ->
                keyword + " RCPTMAX=" + settings.maxRecipients()
                        + (settings.maxMessages() == Integer.MAX_VALUE ? "" : " MAILMAX=" + settings.maxMessages());
            case XCLIENT -> keyword + ' ' + XclientAttribute.names();
            default -> keyword;
        };
    }
}
