package org.smtpconnector.protocol;

import static org.smtpconnector.protocol.Verb.*;

import java.util.EnumMap;
import java.util.Map;
import org.smtpconnector.api.SmtpReply;

/**
 * Which command is in order when: all of it in one table (RFC 5321 section 4.1.4), and nowhere else. An empty cell means that
 * the command may be executed; otherwise the cell is the reply.
 */
final class Legality {

    private static final SmtpReply GO = null;
    private static final SmtpReply HELO = Replies.HELO_FIRST;
    private static final SmtpReply FIRST = Replies.MAIL_FIRST;
    private static final SmtpReply NESTED = Replies.NESTED_MAIL;
    private static final SmtpReply NOBODY = Replies.NO_VALID_RECIPIENTS;

    private static final Map<Verb, Row> TABLE = new EnumMap<>(Verb.class);

    static {
        //            CONNECTED, GREETED, MAIL, RCPT
        row(Verb.HELO, GO, GO, GO, GO); // RFC 5321 section 4.1.4: in mid-transaction it resets
        row(EHLO, GO, GO, GO, GO);
        row(MAIL, HELO, GO, NESTED, NESTED);
        row(RCPT, HELO, FIRST, GO, GO);
        row(DATA, HELO, FIRST, NOBODY, GO);
        row(RSET, GO, GO, GO, GO); // RFC 5321 section 4.1.4: at any time, like the next five
        row(NOOP, GO, GO, GO, GO);
        row(QUIT, GO, GO, GO, GO);
        row(VRFY, GO, GO, GO, GO);
        row(EXPN, GO, GO, GO, GO);
        row(HELP, GO, GO, GO, GO);
        row(UNKNOWN, GO, GO, GO, GO); // is refused by being executed
    }

    private Legality() {}

    private static void row(Verb verb, SmtpReply connected, SmtpReply greeted, SmtpReply mail, SmtpReply rcpt) {
        TABLE.put(verb, new Row(connected, greeted, mail, rcpt));
    }

    /** Why the command is out of order, or null if it is in order. */
    static SmtpReply refusal(Verb verb, Phase phase) {
        return TABLE.get(verb).in(phase);
    }

    private record Row(SmtpReply connected, SmtpReply greeted, SmtpReply mail, SmtpReply rcpt) {
        SmtpReply in(Phase phase) {
            return switch (phase) {
                case CONNECTED -> connected;
                case GREETED -> greeted;
                case MAIL -> mail;
                case RCPT -> rcpt;
            };
        }
    }
}
