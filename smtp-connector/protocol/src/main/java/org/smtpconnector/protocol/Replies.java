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

    /** There are too many connections (RFC 5321 section 3.1: 421 may take the place of the greeting at any time). */
    public static final SmtpReply TOO_MANY_CONNECTIONS =
            SmtpReply.of(421, "4.3.2", "Too many connections, try again later");

    /** There are too many connections from the client's network (RFC 3463 section 3.8: a matter of policy). */
    public static final SmtpReply TOO_MANY_CLIENT_CONNECTIONS =
            SmtpReply.of(421, "4.7.0", "Too many connections from your network, try again later");

    /** The connection does not come from a trusted proxy. */
    public static final SmtpReply PROXIES_ONLY = SmtpReply.of(554, "5.7.1", "Connections are taken from proxies only");

    /** No bean accepts mail on this listener now. */
    public static final SmtpReply NOT_ACCEPTING = SmtpReply.of(421, "4.3.2", "Not accepting mail now, try again later");

    /** The client was silent for too long (RFC 5321 section 4.5.3.2). */
    public static final SmtpReply TIMEOUT = SmtpReply.of(421, "4.4.2", "Timeout, closing channel");

    /** The client did not send HELO, EHLO or LHLO in time (RFC 5321 section 4.5.3.2.7). */
    public static final SmtpReply GREETING_TIMEOUT =
            SmtpReply.of(421, "4.4.2", "Timeout, nobody has said hello, closing channel");

    /** The client sent the message too slowly (RFC 5321 section 4.5.3.2). */
    public static final SmtpReply DATA_TIMEOUT =
            SmtpReply.of(421, "4.4.2", "Timeout, data came too slowly, closing channel");

    /** The session lasted too long (RFC 5321 section 3.8). */
    public static final SmtpReply SESSION_TIMEOUT =
            SmtpReply.of(421, "4.4.2", "Session took too long, closing channel");

    /** An internal fault ended the session (RFC 5321 section 3.8). */
    public static final SmtpReply INTERNAL_ERROR = SmtpReply.of(421, "4.3.0", "Internal error, closing channel");

    /** QUIT (RFC 5321 section 4.1.1.10). */
    public static final SmtpReply BYE = SmtpReply.of(221, "2.0.0", "Bye");

    // ---- Commands that cannot be read

    /** The command line is longer than allowed (RFC 5321 sections 4.5.3.1.4 and 4.5.3.1.9). */
    public static final SmtpReply LINE_TOO_LONG = SmtpReply.of(500, "5.5.2", "Line too long");

    /** A command line contains a bare CR, a bare LF, a NUL or octets that are not UTF-8 (RFC 5321 section 2.3.8). */
    public static final SmtpReply ILL_FORMED_LINE =
            SmtpReply.of(500, "5.5.2", "Invalid octet in command line, lines end with CR LF only");

    /** The verb does not exist (RFC 5321 section 4.2.4). */
    public static final SmtpReply UNRECOGNIZED = SmtpReply.of(500, "5.5.1", "Command unrecognized");

    /** The verb exists, but is not implemented or not offered here (RFC 5321 section 4.2.4). */
    public static final SmtpReply NOT_IMPLEMENTED = SmtpReply.of(502, "5.5.1", "Command not implemented");

    /** The command has an argument, and may not have one (RFC 5321 section 4.1.1). */
    public static final SmtpReply NO_ARGUMENT_ALLOWED = SmtpReply.of(501, "5.5.4", "No argument allowed");

    /** HELO or EHLO has no name, or a name that the listener does not accept (RFC 5321 section 4.1.1.1). */
    public static final SmtpReply HELO_SYNTAX =
            SmtpReply.of(501, "5.5.4", "A domain or an address literal is required");

    /** MAIL is not followed by {@code FROM:<} (RFC 5321 section 4.1.1.2). */
    public static final SmtpReply MAIL_SYNTAX = SmtpReply.of(501, "5.5.2", "Syntax: MAIL FROM:<address> [parameters]");

    /** RCPT is not followed by {@code TO:<} (RFC 5321 section 4.1.1.3). */
    public static final SmtpReply RCPT_SYNTAX = SmtpReply.of(501, "5.5.2", "Syntax: RCPT TO:<address> [parameters]");

    /** The reverse-path has a wrong syntax (RFC 5321 section 4.1.2). */
    public static final SmtpReply BAD_SENDER = SmtpReply.of(501, "5.1.7", "Bad sender address syntax");

    /** The forward-path has a wrong syntax (RFC 5321 section 4.1.2). */
    public static final SmtpReply BAD_RECIPIENT = SmtpReply.of(501, "5.1.3", "Bad recipient address syntax");

    /** VRFY or EXPN has no argument (RFC 5321 sections 4.1.1.6 and 4.1.1.7). */
    public static final SmtpReply ARGUMENT_REQUIRED = SmtpReply.of(501, "5.5.4", "An argument is required");

    /** An address is not ASCII, and the transaction does not have SMTPUTF8 (RFC 6531 section 3.5). */
    public static final SmtpReply UTF8_NOT_DECLARED =
            SmtpReply.of(553, "5.6.7", "Non-ASCII addresses need the SMTPUTF8 parameter of MAIL");

    // ---- Parameters of MAIL and RCPT

    /** A parameter is unknown, or its extension is not offered (RFC 5321 section 4.1.1.11). */
    public static final SmtpReply UNKNOWN_PARAMETER =
            SmtpReply.of(555, "5.5.4", "Parameter not recognized or not implemented");

    /** A parameter has a wrong value (RFC 5321 section 4.1.1.11). */
    public static final SmtpReply BAD_PARAMETER = SmtpReply.of(501, "5.5.4", "Malformed parameter");

    /** A parameter is given twice (RFC 5321 section 4.1.1.11). */
    public static final SmtpReply DUPLICATE_PARAMETER = SmtpReply.of(501, "5.5.4", "Duplicate parameter");

    // ---- Commands out of order

    /** The command needs HELO or EHLO first (RFC 5321 section 4.1.4). */
    public static final SmtpReply HELO_FIRST = SmtpReply.of(503, "5.5.1", "Say hello first, with HELO, EHLO or LHLO");

    /** The command belongs to an extension and needs EHLO first (RFC 5321 section 2.2.1). */
    public static final SmtpReply EHLO_FIRST = SmtpReply.of(503, "5.5.1", "Send EHLO first");

    /** RCPT or DATA comes without MAIL (RFC 5321 section 3.3). */
    public static final SmtpReply MAIL_FIRST = SmtpReply.of(503, "5.5.1", "Send MAIL first");

    /** MAIL comes within a mail transaction (RFC 5321 section 4.1.4). */
    public static final SmtpReply NESTED_MAIL = SmtpReply.of(503, "5.5.1", "A mail transaction is in progress");

    /** DATA comes when no recipient has been accepted (RFC 5321 section 3.3, RFC 2033 section 4.2). */
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

    /** VRFY; the reply does not tell whether the user exists (RFC 5321 sections 3.5.3 and 7.3). */
    public static final SmtpReply CANNOT_VRFY =
            SmtpReply.of(252, "2.0.0", "Cannot VRFY user, but will take a message and try");

    /** HELP (RFC 5321 section 4.1.1.8). */
    public static final SmtpReply HELP = SmtpReply.of(214, "2.0.0", "See RFC 5321; EHLO lists the extensions");

    // ---- BDAT (RFC 3030)

    /** The size of a BDAT cannot be read. The beginning of the next command is unknown, so the channel is closed. */
    public static final SmtpReply BAD_CHUNK =
            SmtpReply.of(421, "4.5.4", "Malformed chunk size, cannot find the next command, closing channel");

    /** DATA comes after BDAT, or for a body that only BDAT can carry (RFC 3030 section 3). */
    public static final SmtpReply BDAT_ONLY = SmtpReply.of(503, "5.5.1", "Use BDAT for this message");

    // ---- STARTTLS (RFC 3207)

    /** STARTTLS: the handshake may begin (RFC 3207 section 4). */
    public static final SmtpReply READY_FOR_TLS = SmtpReply.of(220, "2.0.0", "Ready to start TLS");

    /** STARTTLS comes under TLS (RFC 3207 section 4.2). */
    public static final SmtpReply TLS_ACTIVE = SmtpReply.of(503, "5.5.1", "TLS is active already");

    /** The command needs TLS first (RFC 3207 section 4). */
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

    /** The command needs AUTH first (RFC 4954 section 6). */
    public static final SmtpReply AUTHENTICATION_REQUIRED = SmtpReply.of(530, "5.7.0", "Authentication required");

    /** AUTH needs TLS first (RFC 4954 section 6). */
    public static final SmtpReply ENCRYPTION_REQUIRED =
            SmtpReply.of(538, "5.7.11", "Encryption required for requested authentication mechanism");

    /** AUTH comes after a successful AUTH (RFC 4954 section 4). */
    public static final SmtpReply ALREADY_AUTHENTICATED = SmtpReply.of(503, "5.5.1", "Already authenticated");

    /** The mechanism is not offered (RFC 4954 section 4). */
    public static final SmtpReply UNKNOWN_MECHANISM =
            SmtpReply.of(504, "5.5.4", "Unrecognized authentication mechanism");

    /** The response is not base64, or not what the mechanism expects (RFC 4954 section 4). */
    public static final SmtpReply BAD_RESPONSE = SmtpReply.of(501, "5.5.2", "Cannot decode authentication response");

    /** The response is longer than RFC 4954 section 4 allows. */
    public static final SmtpReply RESPONSE_TOO_LONG =
            SmtpReply.of(500, "5.5.6", "Authentication exchange line is too long");

    /** The client cancelled the exchange with {@code *} (RFC 4954 section 4). */
    public static final SmtpReply AUTHENTICATION_CANCELLED = SmtpReply.of(501, "5.7.0", "Authentication cancelled");

    /** Too many authentications on this connection failed (RFC 4954 section 9). */
    public static final SmtpReply TOO_MANY_AUTH_FAILURES =
            SmtpReply.of(421, "4.7.0", "Too many authentication failures, closing channel");

    // ---- Limits of a session

    /** Too many commands were malformed, unknown or out of order (RFC 5321 section 7.8). */
    public static final SmtpReply TOO_MANY_ERRORS = SmtpReply.of(421, "4.7.0", "Too many errors, closing channel");

    /** Too many recipients were refused with 5xx, as if the client guessed addresses (RFC 5321 sections 7.3 and 7.8). */
    public static final SmtpReply TOO_MANY_REFUSED_RECIPIENTS =
            SmtpReply.of(421, "4.7.0", "Too many recipients refused, closing channel");

    /** Too many consecutive commands made no progress towards a message (RFC 5321 section 7.8). */
    public static final SmtpReply TOO_MANY_JUNK_COMMANDS =
            SmtpReply.of(421, "4.7.0", "Too many commands without a message, closing channel");

    /** An HTTP request came; an attacker can make a browser send one (RFC 5321 section 7.8). */
    public static final SmtpReply NOT_HTTP = SmtpReply.of(421, "4.7.0", "This is SMTP, not HTTP, closing channel");

    /** The session has had the maximum number of transactions (RFC 9422 section 4: MAILMAX). */
    public static final SmtpReply TOO_MANY_MESSAGES =
            SmtpReply.of(421, "4.7.0", "Too many messages in this session, closing channel");

    /** The client's network has sent too many messages in the given time (RFC 3463 section 3.8: a matter of policy). */
    public static final SmtpReply MESSAGE_RATE =
            SmtpReply.of(451, "4.7.1", "Too many messages from your network, try again later");

    /**
     * Input before the greeting, with a DATA that was refused, or before a reply although PIPELINING is not offered (RFC 2920
     * section 3.1).
     */
    public static final SmtpReply EARLY_TALKER =
            SmtpReply.of(554, "5.5.0", "SMTP synchronization error, wait for replies");

    // ---- Refusals of a recipient or a message

    /** No bean accepts mail for this recipient (RFC 5321 section 3.6.2). */
    public static final SmtpReply NO_SUCH_RECIPIENT = SmtpReply.of(550, "5.1.1", "No such recipient here");

    /** The transaction has the maximum number of recipients (RFC 5321 section 4.5.3.1.10). */
    public static final SmtpReply TOO_MANY_RECIPIENTS = SmtpReply.of(452, "4.5.3", "Too many recipients");

    /** The declared or received size of the message is larger than allowed (RFC 1870 sections 6.1 and 6.3). */
    public static final SmtpReply MESSAGE_TOO_BIG =
            SmtpReply.of(552, "5.3.4", "Message size exceeds fixed maximum message size");

    /** The body contains a bare CR or a bare LF (RFC 5321 section 2.3.8). */
    public static final SmtpReply BARE_LINE_ENDING =
            SmtpReply.of(554, "5.6.0", "Message has a bare CR or a bare LF, lines must end with CR LF");

    /** A line of the body is longer than allowed (RFC 5321 section 4.5.3.1.6). */
    public static final SmtpReply DATA_LINE_TOO_LONG =
            SmtpReply.of(554, "5.6.0", "Message has a line that is too long");

    /** The spool has no room for the message now (RFC 1870 section 6.1, RFC 3463 section 3.4). */
    public static final SmtpReply STORAGE_FULL = SmtpReply.of(452, "4.3.1", "Insufficient system storage");

    /** No bean or thread became free in time (RFC 3463 section 3.4). */
    public static final SmtpReply BUSY = SmtpReply.of(451, "4.3.2", "System busy, try again later");

    /** The maximum number of messages and hook calls waits already (RFC 3463 section 3.4). */
    public static final SmtpReply QUEUE_FULL =
            SmtpReply.of(451, "4.3.2", "Too much waits to be processed, try again later");

    /** The beans took longer than allowed, and their transaction was rolled back (RFC 3463 section 3.5: congestion). */
    public static final SmtpReply PROCESSING_TIMEOUT =
            SmtpReply.of(451, "4.4.5", "Processing took too long, try again later");

    /** The client disconnected before the message was accepted, so it will send the message again (RFC 5321 section 4.5.4.2). */
    public static final SmtpReply CLIENT_GONE =
            SmtpReply.of(451, "4.4.2", "Connection closed before the message was accepted");

    private Replies() {}

    /**
     * A bean, the commit or the server failed; the cause is in the server's log under the id (RFC 5321 section 4.2.3).
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
