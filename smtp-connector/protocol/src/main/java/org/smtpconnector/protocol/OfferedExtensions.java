package org.smtpconnector.protocol;

import java.util.EnumSet;
import java.util.Set;
import org.smtpconnector.api.SmtpReply;

/**
 * The service extensions that a session is offered. The set is at once what EHLO lists, which commands exist and which parameters
 * are known: nothing can be advertised that does not work, nor the other way round.
 */
final class OfferedExtensions {

    private OfferedExtensions() {}

    /** Returns the extensions of a session as it is now; none without EHLO (RFC 5321 section 2.2.1). */
    static Set<Extension> of(
            EngineSettings settings, boolean extended, boolean secure, boolean xclientTrusted, boolean hasXclient) {
        Set<Extension> offered = EnumSet.noneOf(Extension.class);
        if (extended) {
            for (Extension extension : Extension.values()) {
                if (isOffered(extension, settings, secure, xclientTrusted)) {
                    offered.add(extension);
                }
            }
        } else if (hasXclient && xclientTrusted) {
            offered.add(Extension.XCLIENT); // the attributes may come in several commands
        }
        return offered;
    }

    private static boolean isOffered(
            Extension extension, EngineSettings settings, boolean secure, boolean xclientTrusted) {
        Set<Extension> on = settings.extensions();
        return switch (extension) {
            case SIZE, ENHANCED_STATUS_CODES -> true;
            case PIPELINING, EIGHT_BIT_MIME, CHUNKING, DSN, LIMITS, HELP -> on.contains(extension);
            case SMTPUTF8 -> on.contains(extension) && on.contains(Extension.EIGHT_BIT_MIME); // RFC 6531 section 3.1
            case BINARYMIME -> on.contains(extension) && on.contains(Extension.CHUNKING); // RFC 3030 section 3
            case REQUIRETLS -> on.contains(extension) && secure; // RFC 8689 section 2
            case STARTTLS -> settings.tls() != Requirement.FORBIDDEN && !secure;
            case AUTH -> settings.auth() != Requirement.FORBIDDEN && (secure || settings.insecureAuth());
            case XCLIENT -> xclientTrusted;
        };
    }

    /** Returns the reply to a command of an extension that is not offered; not null. */
    static SmtpReply notOfferedReply(Extension extension, EngineSettings settings, boolean extended) {
        if (!extended) {
            return Replies.EHLO_FIRST;
        }
        boolean afterTls = extension == Extension.AUTH && settings.auth() != Requirement.FORBIDDEN;
        return afterTls ? Replies.ENCRYPTION_REQUIRED : Replies.NOT_IMPLEMENTED;
    }
}
