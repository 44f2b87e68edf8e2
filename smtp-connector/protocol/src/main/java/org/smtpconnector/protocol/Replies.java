package org.smtpconnector.protocol;

import org.smtpconnector.api.SmtpReply;

/**
 * Every reply that the connector gives of itself. Each is checked when it is made, so none can be ill-formed; the ones with
 * a part that differs from case to case are methods. Enhanced status codes are those of RFC 3463 and of the registry of RFC
 * 5248; RFC 2034 section 4 exempts the greeting, HELO, EHLO and 3xx.
 */
public final class Replies {

    // ---- The session as a whole

    /** The server is about to stop (RFC 5321 section 3.8, RFC 3463 section 3.4). */
    public static final SmtpReply SHUTTING_DOWN = SmtpReply.of(421, "4.3.2", "Service shutting down, closing channel");

    /** Too many connections (RFC 5321 section 3.1: 421 in place of the greeting is allowed at any time). */
    public static final SmtpReply TOO_MANY_CONNECTIONS =
            SmtpReply.of(421, "4.3.2", "Too many connections, try again later");

    /** Too many connections of this client's network (RFC 3463 section 3.8: a matter of policy). */
    public static final SmtpReply TOO_MANY_CLIENT_CONNECTIONS =
            SmtpReply.of(421, "4.7.0", "Too many connections from your network, try again later");

    /** The connection is not one that a trusted proxy brings. */
    public static final SmtpReply PROXIES_ONLY = SmtpReply.of(554, "5.7.1", "Connections are taken from proxies only");

    /** No bean takes mail on this listener at the moment. */
    public static final SmtpReply NOT_ACCEPTING = SmtpReply.of(421, "4.3.2", "Not accepting mail now, try again later");

    /** The client was silent for too long (RFC 5321 section 4.5.3.2). */
    public static final SmtpReply TIMEOUT = SmtpReply.of(421, "4.4.2", "Timeout, closing channel");

    /** The client did not say who it is in time (RFC 5321 section 4.5.3.2.7). */
    public static final SmtpReply GREETING_TIMEOUT =
            SmtpReply.of(421, "4.4.2", "Timeout, nobody has said hello, closing channel");

    /** The client sent too little of a message in too long a time (RFC 5321 section 4.5.3.2). */
    public static final SmtpReply DATA_TIMEOUT =
            SmtpReply.of(421, "4.4.2", "Timeout, data came too slowly, closing channel");

    /** The session as a whole took too long (RFC 5321 section 3.8). */
    public static final SmtpReply SESSION_TIMEOUT =
            SmtpReply.of(421, "4.4.2", "Session took too long, closing channel");

    /** Something failed within the server that leaves nothing to go on with (RFC 5321 section 3.8). */
    public static final SmtpReply INTERNAL_ERROR = SmtpReply.of(421, "4.3.0", "Internal error, closing channel");

    /** QUIT (RFC 5321 section 4.1.1.10). */
    public static final SmtpReply BYE = SmtpReply.of(221, "2.0.0", "Bye");

    // ---- Commands that cannot be read

    /** A command line longer than allowed (RFC 5321 section 4.5.3.1.4 and 4.5.3.1.9). */
    public static final SmtpReply LINE_TOO_LONG = SmtpReply.of(500, "5.5.2", "Line too long");

    /** A bare CR, a bare LF, a NUL or octets that are not UTF-8 in a command line (RFC 5321 section 2.3.8). */
    public static final SmtpReply ILL_FORMED_LINE =
            SmtpReply.of(500, "5.5.2", "Invalid octet in command line, lines end with CR LF only");

    /** A verb that does not exist (RFC 5321 section 4.2.4). */
    public static final SmtpReply UNRECOGNIZED = SmtpReply.of(500, "5.5.1", "Command unrecognized");

    /** A verb that exists but does not work here (RFC 5321 section 4.2.4). */
    public static final SmtpReply NOT_IMPLEMENTED = SmtpReply.of(502, "5.5.1", "Command not implemented");

    /** An argument for a command that has none (RFC 5321 section 4.1.1). */
    public static final SmtpReply NO_ARGUMENT_ALLOWED = SmtpReply.of(501, "5.5.4", "No argument allowed");

    /** HELO or EHLO without a name, or with one that the listener does not take (RFC 5321 section 4.1.1.1). */
    public static final SmtpReply HELO_SYNTAX =
            SmtpReply.of(501, "5.5.4", "A domain or an address literal is required");

    /** MAIL not followed by {@code FROM:<} (RFC 5321 section 4.1.1.2). */
    public static final SmtpReply MAIL_SYNTAX = SmtpReply.of(501, "5.5.2", "Syntax: MAIL FROM:<address> [parameters]");

    /** RCPT not followed by {@code TO:<} (RFC 5321 section 4.1.1.3). */
    public static final SmtpReply RCPT_SYNTAX = SmtpReply.of(501, "5.5.2", "Syntax: RCPT TO:<address> [parameters]");

    /** A reverse-path that is not one (RFC 5321 section 4.1.2). */
    public static final SmtpReply BAD_SENDER = SmtpReply.of(501, "5.1.7", "Bad sender address syntax");

    /** A forward-path that is not one (RFC 5321 section 4.1.2). */
    public static final SmtpReply BAD_RECIPIENT = SmtpReply.of(501, "5.1.3", "Bad recipient address syntax");

    /** VRFY or EXPN without a string (RFC 5321 sections 4.1.1.6 and 4.1.1.7). */
    public static final SmtpReply ARGUMENT_REQUIRED = SmtpReply.of(501, "5.5.4", "An argument is required");

    /** An address beyond ASCII in a transaction that did not say SMTPUTF8 (RFC 6531 section 3.5). */
    public static final SmtpReply UTF8_NOT_DECLARED =
            SmtpReply.of(553, "5.6.7", "Non-ASCII addresses need the SMTPUTF8 parameter of MAIL");

    // ---- Parameters of MAIL and RCPT

    /** A parameter that is not known, or whose extension is not offered (RFC 5321 section 4.1.1.11). */
    public static final SmtpReply UNKNOWN_PARAMETER =
            SmtpReply.of(555, "5.5.4", "Parameter not recognized or not implemented");

    /** A parameter with a value that it cannot have (RFC 5321 section 4.1.1.11). */
    public static final SmtpReply BAD_PARAMETER = SmtpReply.of(501, "5.5.4", "Malformed parameter");

    /** A parameter given twice (RFC 5321 section 4.1.1.11). */
    public static final SmtpReply DUPLICATE_PARAMETER = SmtpReply.of(501, "5.5.4", "Duplicate parameter");

    // ---- Commands out of order

    /** A command that needs HELO or EHLO before (RFC 5321 section 4.1.4). */
    public static final SmtpReply HELO_FIRST = SmtpReply.of(503, "5.5.1", "Say hello first, with HELO, EHLO or LHLO");

    /** A command of an extension without EHLO before (RFC 5321 section 2.2.1). */
    public static final SmtpReply EHLO_FIRST = SmtpReply.of(503, "5.5.1", "Send EHLO first");

    /** RCPT or DATA without MAIL (RFC 5321 section 3.3). */
    public static final SmtpReply MAIL_FIRST = SmtpReply.of(503, "5.5.1", "Send MAIL first");

    /** MAIL within a mail transaction (RFC 5321 section 4.1.4). */
    public static final SmtpReply NESTED_MAIL = SmtpReply.of(503, "5.5.1", "A mail transaction is in progress");

    /** DATA when no recipient has been accepted (RFC 5321 section 3.3, RFC 2033 section 4.2). */
    public static final SmtpReply NO_VALID_RECIPIENTS = SmtpReply.of(503, "5.5.1", "No valid recipients");

    // ---- Success

    /** MAIL (RFC 5321 section 4.1.1.2). */
    public static final SmtpReply SENDER_OK = SmtpReply.of(250, "2.1.0", "Sender ok");

    /** RCPT (RFC 5321 section 4.1.1.3). */
    public static final SmtpReply RECIPIENT_OK = SmtpReply.of(250, "2.1.5", "Recipient ok");

    /** DATA: the body may come (RFC 5321 section 4.1.1.4). */
    public static final SmtpReply START_INPUT = SmtpReply.plain(354, "Start mail input, end with <CR><LF>.<CR><LF>");

    /** RSET, NOOP (RFC 5321 sections 4.1.1.5 and 4.1.1.9). */
    public static final SmtpReply OK = SmtpReply.of(250, "2.0.0", "Ok");

    /** VRFY, which gives no information away (RFC 5321 sections 3.5.3 and 7.3). */
    public static final SmtpReply CANNOT_VRFY =
            SmtpReply.of(252, "2.0.0", "Cannot VRFY user, but will take a message and try");

    /** HELP (RFC 5321 section 4.1.1.8). */
    public static final SmtpReply HELP = SmtpReply.of(214, "2.0.0", "See RFC 5321; EHLO lists the extensions");

    // ---- BDAT (RFC 3030)

    /** A BDAT whose size cannot be read: where the next command begins is unknown, so the channel is closed. */
    public static final SmtpReply BAD_CHUNK =
            SmtpReply.of(421, "4.5.4", "Malformed chunk size, cannot find the next command, closing channel");

    /** DATA for a body that only BDAT can carry, or after BDAT (RFC 3030 section 3). */
    public static final SmtpReply BDAT_ONLY = SmtpReply.of(503, "5.5.1", "Use BDAT for this message");

    // ---- STARTTLS (RFC 3207)

    /** STARTTLS: the handshake may begin (RFC 3207 section 4). */
    public static final SmtpReply READY_FOR_TLS = SmtpReply.of(220, "2.0.0", "Ready to start TLS");

    /** STARTTLS under TLS (RFC 3207 section 4.2). */
    public static final SmtpReply TLS_ACTIVE = SmtpReply.of(503, "5.5.1", "TLS is active already");

    /** A command that has to wait for TLS (RFC 3207 section 4). */
    public static final SmtpReply TLS_REQUIRED = SmtpReply.of(530, "5.7.0", "Must issue a STARTTLS command first");

    // ---- AUTH (RFC 4954)

    /** The credential is right (RFC 4954 section 6). */
    public static final SmtpReply AUTHENTICATED = SmtpReply.of(235, "2.7.0", "Authentication succeeded");

    /** The credential is wrong (RFC 4954 section 6). */
    public static final SmtpReply AUTHENTICATION_FAILED =
            SmtpReply.of(535, "5.7.8", "Authentication credentials invalid");

    /** The application cannot tell now whether the credential is right (RFC 4954 section 6). */
    public static final SmtpReply AUTHENTICATION_UNAVAILABLE =
            SmtpReply.of(454, "4.7.0", "Temporary authentication failure");

    /** A command that has to wait for AUTH (RFC 4954 section 6). */
    public static final SmtpReply AUTHENTICATION_REQUIRED = SmtpReply.of(530, "5.7.0", "Authentication required");

    /** AUTH without TLS where it has to wait for TLS (RFC 4954 section 6). */
    public static final SmtpReply ENCRYPTION_REQUIRED =
            SmtpReply.of(538, "5.7.11", "Encryption required for requested authentication mechanism");

    /** AUTH after AUTH (RFC 4954 section 4). */
    public static final SmtpReply ALREADY_AUTHENTICATED = SmtpReply.of(503, "5.5.1", "Already authenticated");

    /** A mechanism that is not offered (RFC 4954 section 4). */
    public static final SmtpReply UNKNOWN_MECHANISM =
            SmtpReply.of(504, "5.5.4", "Unrecognized authentication mechanism");

    /** A response that is not base64, or not what the mechanism wants (RFC 4954 section 4). */
    public static final SmtpReply BAD_RESPONSE = SmtpReply.of(501, "5.5.2", "Cannot decode authentication response");

    /** A response longer than RFC 4954 section 4 allows. */
    public static final SmtpReply RESPONSE_TOO_LONG =
            SmtpReply.of(500, "5.5.6", "Authentication exchange line is too long");

    /** The client gave up with {@code *} (RFC 4954 section 4). */
    public static final SmtpReply AUTHENTICATION_CANCELLED = SmtpReply.of(501, "5.7.0", "Authentication cancelled");

    /** Too many failures: guessing is to be expensive (RFC 4954 section 9). */
    public static final SmtpReply TOO_MANY_AUTH_FAILURES =
            SmtpReply.of(421, "4.7.0", "Too many authentication failures, closing channel");

    // ---- Limits of a session

    /** Too many commands that were ill-formed, unknown or out of order (RFC 5321 section 7.8). */
    public static final SmtpReply TOO_MANY_ERRORS = SmtpReply.of(421, "4.7.0", "Too many errors, closing channel");

    /** Too many recipients refused with a 5xx: somebody tries which addresses there are (RFC 5321 sections 7.3 and 7.8). */
    public static final SmtpReply TOO_MANY_REFUSED_RECIPIENTS =
            SmtpReply.of(421, "4.7.0", "Too many recipients refused, closing channel");

    /** Too many commands in a row that bring no message nearer (RFC 5321 section 7.8). */
    public static final SmtpReply TOO_MANY_JUNK_COMMANDS =
            SmtpReply.of(421, "4.7.0", "Too many commands without a message, closing channel");

    /** An HTTP request, which a browser may have been made to send (RFC 5321 section 7.8). */
    public static final SmtpReply NOT_HTTP = SmtpReply.of(421, "4.7.0", "This is SMTP, not HTTP, closing channel");

    /** More transactions than one session may have (RFC 9422 section 4: MAILMAX). */
    public static final SmtpReply TOO_MANY_MESSAGES =
            SmtpReply.of(421, "4.7.0", "Too many messages in this session, closing channel");

    /** More messages in a time than a client's network may send (RFC 3463 section 3.8: a matter of policy). */
    public static final SmtpReply MESSAGE_RATE =
            SmtpReply.of(451, "4.7.1", "Too many messages from your network, try again later");

    /**
     * Input before the greeting, with a DATA that was refused, or before a reply although PIPELINING is not offered (RFC 2920
     * section 3.1).
     */
    public static final SmtpReply EARLY_TALKER =
            SmtpReply.of(554, "5.5.0", "SMTP synchronization error, wait for replies");

    // ---- Refusals of a recipient or a message

    /** No bean wants this recipient's mail (RFC 5321 section 3.6.2). */
    public static final SmtpReply NO_SUCH_RECIPIENT = SmtpReply.of(550, "5.1.1", "No such recipient here");

    /** More recipients than one transaction may have (RFC 5321 section 4.5.3.1.10). */
    public static final SmtpReply TOO_MANY_RECIPIENTS = SmtpReply.of(452, "4.5.3", "Too many recipients");

    /** The message is larger than allowed, as declared or as received (RFC 1870 sections 6.1 and 6.3). */
    public static final SmtpReply MESSAGE_TOO_BIG =
            SmtpReply.of(552, "5.3.4", "Message size exceeds fixed maximum message size");

    /** A bare CR or a bare LF in the body (RFC 5321 section 2.3.8). */
    public static final SmtpReply BARE_LINE_ENDING =
            SmtpReply.of(554, "5.6.0", "Message has a bare CR or a bare LF, lines must end with CR LF");

    /** A line of the body longer than allowed (RFC 5321 section 4.5.3.1.6). */
    public static final SmtpReply DATA_LINE_TOO_LONG =
            SmtpReply.of(554, "5.6.0", "Message has a line that is too long");

    /** The server cannot keep the message now (RFC 1870 section 6.1, RFC 3463 section 3.4). */
    public static final SmtpReply STORAGE_FULL = SmtpReply.of(452, "4.3.1", "Insufficient system storage");

    /** No delivery became free in time (RFC 3463 section 3.4). */
    public static final SmtpReply BUSY = SmtpReply.of(451, "4.3.2", "System busy, try again later");

    /** So much waits for a delivery already that this may not (RFC 3463 section 3.4). */
    public static final SmtpReply QUEUE_FULL =
            SmtpReply.of(451, "4.3.2", "Too much waits to be processed, try again later");

    /** The delivery took longer than allowed, and was rolled back (RFC 3463 section 3.5: congestion). */
    public static final SmtpReply PROCESSING_TIMEOUT =
            SmtpReply.of(451, "4.4.5", "Processing took too long, try again later");

    /** The client went away before the message was accepted, so it will come again (RFC 5321 section 4.5.4.2). */
    public static final SmtpReply CLIENT_GONE =
            SmtpReply.of(451, "4.4.2", "Connection closed before the message was accepted");

    private Replies() {}

    /**
     * Something failed within the server; the cause is in the server's log under the id (RFC 5321 section 4.2.3).
     *
     * @param id printable ASCII, not null
     * @return a 451, not null
     */
    public static SmtpReply failure(String id) {
        return SmtpReply.of(451, "4.3.0", "Local error in processing, id " + id);
    }

    /**
     * The message is safe (RFC 5321 section 4.2.5).
     *
     * @param id the id of the transaction, printable ASCII, not null
     * @return a 250, not null
     */
    public static SmtpReply queued(String id) {
        return SmtpReply.of(250, "2.0.0", "Ok: queued as " + id);
    }

    /** Returns a refusal as it may stand in the greeting's place: 554 and 421 are all (RFC 5321 sections 3.1 and 4.3.2). */
    static SmtpReply inPlaceOfGreeting(SmtpReply refusal) {
        int code = refusal.code() < 500 ? 421 : 554;
        if (refusal.code() == code) {
            return refusal;
        }
        String[] lines = refusal.lines().toArray(String[]::new);
        return refusal.enhancedCode().isEmpty()
                ? SmtpReply.plain(code, lines)
                : SmtpReply.of(code, refusal.enhancedCode(), lines);
    }

    /** A chunk that is not the last (RFC 3030 section 2). */
    static SmtpReply chunk(long octets) {
        return SmtpReply.of(250, "2.0.0", octets + " octets received");
    }

    /** A challenge (RFC 4954 section 4). */
    static SmtpReply challenge(String base64) {
        return SmtpReply.plain(334, base64);
    }
}
