package org.smtpconnector.protocol;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.smtpconnector.api.SmtpReply;

/**
 * The service extensions. What {@link #offered} gives is at once what EHLO lists, which commands exist and which parameters
 * are known: nothing can be advertised that does not work, nor the other way round.
 */
public enum Extension {
    /** RFC 2920. If it is switched off, a client that does not wait for replies is refused. */
    PIPELINING("PIPELINING"),
    /** RFC 1870; listed with the maximum size. */
    SIZE("SIZE"),
    /** RFC 6152. */
    EIGHT_BIT_MIME("8BITMIME"),
    /** RFC 6531; needs {@link #EIGHT_BIT_MIME}. */
    SMTPUTF8("SMTPUTF8"),
    /** RFC 3030, BDAT. */
    CHUNKING("CHUNKING"),
    /** RFC 3030; needs {@link #CHUNKING}. */
    BINARYMIME("BINARYMIME"),
    /** RFC 3461: the application is told what notifications are wanted, and has promised to send them. */
    DSN("DSN"),
    /** RFC 2034. */
    ENHANCED_STATUS_CODES("ENHANCEDSTATUSCODES"),
    /** RFC 3207; listed as {@link EngineSettings#tls} wants it, until TLS is there. */
    STARTTLS("STARTTLS"),
    /** RFC 8689; listed under TLS only: the application is told, and has promised to pass the message on over TLS only. */
    REQUIRETLS("REQUIRETLS"),
    /** RFC 4954; listed with the mechanisms, as {@link EngineSettings#auth} wants it. */
    AUTH("AUTH"),
    /** RFC 9422: the limits of a transaction and a session. */
    LIMITS("LIMITS"),
    /** Postfix's XCLIENT, by which a trusted proxy tells whom it speaks for; listed to those only. */
    XCLIENT("XCLIENT"),
    /** RFC 5321 section 4.1.1.8. */
    HELP("HELP");

    private final String keyword;

    Extension(String keyword) {
        this.keyword = keyword;
    }

    /** What a session is offered as it is now; nothing without EHLO (RFC 5321 section 2.2.1). */
    static Set<Extension> offered(Session session) {
        Set<Extension> offered = EnumSet.noneOf(Extension.class);
        if (session.isExtended()) {
            for (Extension extension : values()) {
                if (extension.isOffered(session)) {
                    offered.add(extension);
                }
            }
        } else if (session.isProxied()) {
            offered.add(XCLIENT); // what it begins anew, another one may go on with
        }
        return offered;
    }

    private boolean isOffered(Session session) {
        EngineSettings settings = session.settings();
        Set<Extension> on = settings.extensions();
        return switch (this) {
            case SIZE, ENHANCED_STATUS_CODES -> true;
            case PIPELINING, EIGHT_BIT_MIME, CHUNKING, DSN, LIMITS, HELP -> on.contains(this);
            case SMTPUTF8 -> on.contains(this) && on.contains(EIGHT_BIT_MIME); // RFC 6531 section 3.1
            case BINARYMIME -> on.contains(this) && on.contains(CHUNKING); // RFC 3030 section 3
            case REQUIRETLS -> on.contains(this) && session.isSecure(); // RFC 8689 section 2
            case STARTTLS -> settings.tls() != Requirement.FORBIDDEN && !session.isSecure();
            case AUTH -> settings.auth() != Requirement.FORBIDDEN && (session.isSecure() || settings.insecureAuth());
            case XCLIENT -> session.isXclientTrusted();
        };
    }

    /** Why a command of this extension cannot be used, while it is not offered. */
    SmtpReply absence(Session session) {
        if (!session.isExtended()) {
            return Replies.EHLO_FIRST;
        }
        boolean afterTls = this == AUTH && session.settings().auth() != Requirement.FORBIDDEN;
        return afterTls ? Replies.ENCRYPTION_REQUIRED : Replies.NOT_IMPLEMENTED;
    }

    /** The line of the EHLO reply (RFC 5321 section 4.1.1.1). */
    String ehloLine(EngineSettings settings) {
        return switch (this) {
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
