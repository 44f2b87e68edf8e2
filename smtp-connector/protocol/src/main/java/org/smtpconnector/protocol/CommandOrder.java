package org.smtpconnector.protocol;

import static org.smtpconnector.protocol.CommandOrder.Flag.*;
import static org.smtpconnector.protocol.syntax.Verb.*;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.syntax.Verb;

/**
 * Which command is in order when: all of it in one table (RFC 5321 section 4.1.4), and nowhere else. An empty cell means that
 * the command may be executed; otherwise the cell is the reply.
 */
final class CommandOrder {

    /** The remarks of a row beside its cells. */
    enum Flag {
        /** Exists only where SMTP is spoken. */
        SMTP_ONLY,
        /** Exists only where LMTP is spoken. */
        LMTP_ONLY,
        /** Allowed before TLS where TLS is required (RFC 3207 section 4). */
        BEFORE_TLS,
        /** Allowed before AUTH where AUTH is required (RFC 4954 section 6). */
        BEFORE_AUTH,
        /** Not allowed under TLS. */
        UNTIL_TLS,
        /** Not allowed once the client has authenticated. */
        UNTIL_AUTH,
        /** Brings no message nearer: a session may have so many of them in a row, {@link EngineSettings#maxJunkCommands}. */
        JUNK
    }

    private static final SmtpReply GO = null;
    private static final SmtpReply HELLO = Replies.HELO_FIRST;
    private static final SmtpReply FIRST = Replies.MAIL_FIRST;
    private static final SmtpReply NESTED = Replies.NESTED_MAIL;
    private static final SmtpReply NOBODY = Replies.NO_VALID_RECIPIENTS;
    private static final SmtpReply CHUNKED = Replies.BDAT_ONLY;

    private static final Map<Verb, Row> TABLE = new EnumMap<>(Verb.class);

    static {
        //                   CONNECTED, GREETED, MAIL, RCPT, CHUNKS
        // RFC 5321 section 4.1.4: in mid-transaction they reset.
        row(HELO, new Cells(GO, GO, GO, GO, GO), null, SMTP_ONLY, BEFORE_TLS, BEFORE_AUTH, JUNK);
        row(EHLO, new Cells(GO, GO, GO, GO, GO), null, SMTP_ONLY, BEFORE_TLS, BEFORE_AUTH, JUNK);
        row(LHLO, new Cells(GO, GO, GO, GO, GO), null, LMTP_ONLY, BEFORE_TLS, BEFORE_AUTH, JUNK);
        row(MAIL, new Cells(HELLO, GO, NESTED, NESTED, NESTED), null);
        row(RCPT, new Cells(HELLO, FIRST, GO, GO, CHUNKED), null);
        row(DATA, new Cells(HELLO, FIRST, NOBODY, GO, CHUNKED), null);
        row(BDAT, new Cells(HELLO, FIRST, NOBODY, GO, GO), Extension.CHUNKING);
        // RFC 5321 section 4.1.4: these are in order at any time.
        row(RSET, new Cells(GO, GO, GO, GO, GO), null, BEFORE_AUTH, JUNK);
        row(NOOP, new Cells(GO, GO, GO, GO, GO), null, BEFORE_TLS, BEFORE_AUTH, JUNK);
        row(QUIT, new Cells(GO, GO, GO, GO, GO), null, BEFORE_TLS, BEFORE_AUTH);
        row(VRFY, new Cells(GO, GO, GO, GO, GO), null, JUNK);
        row(EXPN, new Cells(GO, GO, GO, GO, GO), null);
        row(HELP, new Cells(GO, GO, GO, GO, GO), null, JUNK);
        // RFC 3207 section 4 leaves a transaction out of account; RFC 4954 section 4 forbids one.
        row(
                STARTTLS,
                new Cells(HELLO, GO, NESTED, NESTED, NESTED),
                Extension.STARTTLS,
                BEFORE_TLS,
                BEFORE_AUTH,
                UNTIL_TLS);
        row(AUTH, new Cells(HELLO, GO, NESTED, NESTED, NESTED), Extension.AUTH, BEFORE_AUTH, UNTIL_AUTH);
        // The attributes may come in several commands, each of which begins the session anew.
        row(XCLIENT, new Cells(GO, GO, NESTED, NESTED, NESTED), Extension.XCLIENT, BEFORE_TLS, BEFORE_AUTH, JUNK);
        // Its execution refuses it, unless the application has an answer.
        row(UNKNOWN, new Cells(GO, GO, GO, GO, GO), null, BEFORE_TLS, BEFORE_AUTH, JUNK);
    }

    private CommandOrder() {}

    private static void row(Verb verb, Cells cells, Extension extension, Flag... flags) {
        Set<Flag> set = EnumSet.noneOf(Flag.class);
        set.addAll(Arrays.asList(flags));
        TABLE.put(verb, new Row(cells, extension, set));
    }

    /** Returns the reply to a command that is out of order; null if it is in order. */
    static SmtpReply refusal(Verb verb, Session session) {
        Row row = TABLE.get(verb);
        EngineSettings settings = session.settings();
        Set<Flag> flags = row.flags();
        if (flags.contains(settings.protocol() == ServerProtocol.LMTP ? SMTP_ONLY : LMTP_ONLY)) {
            return Replies.UNRECOGNIZED;
        }
        if (flags.contains(UNTIL_TLS) && session.isSecure()) {
            return Replies.TLS_ACTIVE;
        }
        if (flags.contains(UNTIL_AUTH) && session.isAuthenticated()) {
            return Replies.ALREADY_AUTHENTICATED;
        }
        if (row.extension() != null && !session.offered().contains(row.extension())) {
            return OfferedExtensions.notOfferedReply(row.extension(), settings, session.isExtended());
        }
        if (settings.tls() == Requirement.REQUIRED && !session.isSecure() && !flags.contains(BEFORE_TLS)) {
            return Replies.TLS_REQUIRED;
        }
        if (settings.auth() == Requirement.REQUIRED && !session.isAuthenticated() && !flags.contains(BEFORE_AUTH)) {
            return Replies.AUTHENTICATION_REQUIRED;
        }
        return row.cells().in(session.phase());
    }

    /** Returns whether the command brings no message nearer. */
    static boolean isJunk(Verb verb) {
        return TABLE.get(verb).flags().contains(JUNK);
    }

    /** Returns the cell, for documents; null where the command is in order. */
    static SmtpReply cell(Verb verb, Phase phase) {
        return TABLE.get(verb).cells().in(phase);
    }

    /** Returns the flags, for documents. */
    static Set<Flag> flags(Verb verb) {
        return TABLE.get(verb).flags();
    }

    /** Returns the extension that defines the command, for documents; null if there is none. */
    static Extension extension(Verb verb) {
        return TABLE.get(verb).extension();
    }

    private record Row(Cells cells, Extension extension, Set<Flag> flags) {}

    private record Cells(SmtpReply connected, SmtpReply greeted, SmtpReply mail, SmtpReply rcpt, SmtpReply chunks) {
        SmtpReply in(Phase phase) {
            return switch (phase) {
                case CONNECTED -> connected;
                case GREETED -> greeted;
                case MAIL -> mail;
                case RCPT -> rcpt;
                case CHUNKS -> chunks;
            };
        }
    }
}
