package org.smtpconnector.protocol;

import java.util.Set;
import org.smtpconnector.api.SmtpAddress;

/** Makes commands of lines: syntax only (RFC 5321 section 4.1), no order and no effect. */
final class CommandParser {

    private CommandParser() {}

    /**
     * Parses one line.
     *
     * @param line without its CRLF, without control characters other than tabs
     * @param offered the extensions whose parameters may be used
     * @return the command; {@link Command.IllFormed} if it is none
     */
    static Command parse(String line, Set<Extension> offered) {
        Verb verb = Verb.of(line);
        try {
            return parse(verb, new Cursor(stripEnd(line), verb.name().length()), offered);
        } catch (SyntaxException e) {
            return new Command.IllFormed(verb, e.reply());
        }
    }

    private static Command parse(Verb verb, Cursor cursor, Set<Extension> offered) throws SyntaxException {
        return switch (verb) {
            case HELO -> new Command.Helo(domain(cursor));
            case EHLO -> new Command.Ehlo(domain(cursor));
            case MAIL -> mail(cursor, offered);
            case RCPT -> rcpt(cursor, offered);
            case DATA -> without(cursor, new Command.Data());
            case RSET -> without(cursor, new Command.Rset());
            case NOOP -> new Command.Noop();
            case QUIT -> without(cursor, new Command.Quit());
            case VRFY -> new Command.Vrfy(argument(cursor));
            case EXPN -> new Command.Expn(argument(cursor));
            case HELP -> new Command.Help();
            case UNKNOWN -> throw new SyntaxException(Replies.UNRECOGNIZED);
        };
    }

    /** RFC 5321 section 4.1.1: white space before the CRLF should be tolerated. */
    private static String stripEnd(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
            end--;
        }
        return line.substring(0, end);
    }

    /** {@code SP ( Domain / address-literal )}, RFC 5321 section 4.1.1.1. */
    private static String domain(Cursor cursor) throws SyntaxException {
        if (!cursor.take(' ')) {
            throw new SyntaxException(Replies.HELO_SYNTAX);
        }
        String domain = cursor.rest();
        if (!Domains.isDomainOrLiteral(domain)) {
            throw new SyntaxException(Replies.HELO_SYNTAX);
        }
        return domain;
    }

    /** No white space is allowed around the colon (RFC 5321 sections 3.3 and 4.1.1.2). */
    private static Command mail(Cursor cursor, Set<Extension> offered) throws SyntaxException {
        if (!cursor.takeIgnoringCase(" FROM:") || cursor.peek() != '<') {
            throw new SyntaxException(Replies.MAIL_SYNTAX);
        }
        SmtpAddress reversePath = PathParser.reversePath(cursor);
        return new Command.Mail(reversePath, MailParameters.of(Parameter.parse(cursor, Verb.MAIL, offered)));
    }

    private static Command rcpt(Cursor cursor, Set<Extension> offered) throws SyntaxException {
        if (!cursor.takeIgnoringCase(" TO:") || cursor.peek() != '<') {
            throw new SyntaxException(Replies.RCPT_SYNTAX);
        }
        SmtpAddress forwardPath = PathParser.forwardPath(cursor);
        Parameter.parse(cursor, Verb.RCPT, offered);
        return new Command.Rcpt(forwardPath);
    }

    private static Command without(Cursor cursor, Command command) throws SyntaxException {
        if (!cursor.atEnd()) {
            throw new SyntaxException(Replies.NO_ARGUMENT_ALLOWED);
        }
        return command;
    }

    /** {@code SP String}. */
    private static String argument(Cursor cursor) throws SyntaxException {
        if (!cursor.take(' ') || cursor.atEnd()) {
            throw new SyntaxException(Replies.ARGUMENT_REQUIRED);
        }
        return cursor.rest();
    }
}
