package org.smtpconnector.protocol;

/** The service extensions that a server can offer (RFC 5321 section 2.2). */
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
    /** Postfix's XCLIENT, by which a trusted proxy names the client that it speaks for; listed to trusted proxies only. */
    XCLIENT("XCLIENT"),
    /** RFC 5321 section 4.1.1.8. */
    HELP("HELP");

    private final String keyword;

    Extension(String keyword) {
        this.keyword = keyword;
    }

    /** Returns the keyword of EHLO (RFC 5321 section 4.1.1.1). */
    String keyword() {
        return keyword;
    }
}
