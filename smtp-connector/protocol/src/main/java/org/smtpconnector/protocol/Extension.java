package org.smtpconnector.protocol;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The service extensions. What {@link #offered} gives is at once what EHLO lists, which commands exist and which parameters
 * are known: nothing can be advertised that does not work, nor the other way round.
 */
enum Extension {
    /** RFC 2920. */
    PIPELINING("PIPELINING"),
    /** RFC 1870; listed with the maximum size. */
    SIZE("SIZE"),
    /** RFC 6152. */
    EIGHT_BIT_MIME("8BITMIME"),
    /** RFC 2034. */
    ENHANCED_STATUS_CODES("ENHANCEDSTATUSCODES"),
    /** RFC 5321 section 4.1.1.8. */
    HELP("HELP");

    private final String keyword;

    Extension(String keyword) {
        this.keyword = keyword;
    }

    /** What a session is offered as it is now; nothing without EHLO (RFC 5321 section 2.2.1). */
    static Set<Extension> offered(EngineSettings settings, boolean extended) {
        if (!extended) {
            return Collections.emptySet();
        }
        return EnumSet.allOf(Extension.class);
    }

    /** The line of the EHLO reply (RFC 5321 section 4.1.1.1). */
    String ehloLine(EngineSettings settings) {
        return this == SIZE ? keyword + ' ' + settings.maxMessageSize() : keyword;
    }
}
