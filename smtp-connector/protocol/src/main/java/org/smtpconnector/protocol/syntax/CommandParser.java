package org.smtpconnector.protocol.syntax;

import java.util.Map;
import java.util.Set;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.Extension;
import org.smtpconnector.protocol.Leniency;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.Secret;

/** Makes commands of lines: syntax only (RFC 5321 section 4.1), no order and no effect. */
public final class CommandParser {

    /** The digits of a size of BDAT: a long can hold so many. */
    private static final int MAX_CHUNK_DIGITS = 18;

    private final Set<Leniency> leniencies;
    private final boolean strictHelo;

    /**
     * Makes a parser.
     *
     * @param leniencies the ways in which it is less strict than the standard; not null
     * @param strictHelo {@link org.smtpconnector.protocol.EngineSettings#strictHelo}
     */
    public CommandParser(Set<Leniency> leniencies, boolean strictHelo) {
        this.leniencies = leniencies;
        this.strictHelo = strictHelo;
    }

    /**
     * Parses one line.
     *
     * @param line a line without its CRLF; not null
     * @param offered the extensions whose parameters may be used; not null
     * @return the command; {@link Command.IllFormed} if its arguments are none, {@link Command.Unknown} if its verb is none; not null
     */
    public Command parse(String line, Set<Extension> offered) {
        Verb verb = Verb.of(line);
        if (verb == Verb.UNKNOWN) {
            return Verb.beforeContent(line) == Verb.BDAT
                    ? new Command.IllFormed(Verb.BDAT, Replies.BAD_CHUNK)
                    : new Command.Unknown(line);
        }
        try {
            return parse(verb, new Cursor(stripEnd(line), verb.name().length()), offered);
        } catch (SyntaxException e) {
            return new Command.IllFormed(verb, e.reply());
        }
    }

    private Command parse(Verb verb, Cursor cursor, Set<Extension> offered) throws SyntaxException {
        return switch (verb) {
            case HELO, EHLO, LHLO -> new Command.Hello(verb, heloName(cursor));
            case MAIL -> mail(cursor, offered);
            case RCPT -> rcpt(cursor, offered);
            case DATA, RSET, QUIT, STARTTLS -> withoutArgument(cursor, verb);
            case BDAT -> bdat(cursor);
            case NOOP, HELP -> new Command.Bare(verb); // the string that may follow is ignored
            case VRFY, EXPN -> withArgument(cursor, verb);
            case AUTH -> auth(cursor);
            case XCLIENT -> new Command.Xclient(XclientAttribute.parse(cursor));
            case UNKNOWN -> throw new IllegalStateException("No command");
        };
    }

    /** Returns the line without the white space at its end, which is to be tolerated (RFC 5321 section 4.1.1). */
    private static String stripEnd(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
            end--;
        }
        return line.substring(0, end);
    }

    /** Reads {@code SP ( Domain / address-literal )} (RFC 5321 section 4.1.1.1), or another name, unless the parser is strict. */
    private String heloName(Cursor cursor) throws SyntaxException {
        require(cursor.take(' '), Replies.HELO_SYNTAX);
        String name = cursor.rest();
        String required = leniencies.contains(Leniency.SPACES_IN_HELO) ? name.replace(" ", "") : name;
        require(
                strictHelo ? DomainGrammar.isDomainOrLiteral(name) : DomainGrammar.isPrintableName(required),
                Replies.HELO_SYNTAX);
        return name;
    }

    private Command mail(Cursor cursor, Set<Extension> offered) throws SyntaxException {
        SmtpAddress reversePath = path(cursor, " FROM:", offered, Replies.MAIL_SYNTAX, Replies.BAD_SENDER)
                .reversePath();
        MailParameters parameters = MailParameters.of(Parameter.parse(cursor, Verb.MAIL, offered), offered);
        // RFC 6531 section 3.3: an internationalized address needs the parameter.
        require(parameters.smtpUtf8() || Ascii.isAscii(reversePath), Replies.UTF8_NOT_DECLARED);
        return new Command.Mail(reversePath, parameters);
    }

    private Command rcpt(Cursor cursor, Set<Extension> offered) throws SyntaxException {
        SmtpAddress forwardPath = path(cursor, " TO:", offered, Replies.RCPT_SYNTAX, Replies.BAD_RECIPIENT)
                .forwardPath();
        Map<Parameter, String> parameters = Parameter.parse(cursor, Verb.RCPT, offered);
        return new Command.Rcpt(forwardPath, RcptParameters.dsnRequest(parameters));
    }

    /** Makes the parser of a path. No white space is allowed around the colon (RFC 5321 sections 3.3 and 4.1.1.2). */
    private PathParser path(
            Cursor cursor, String keyword, Set<Extension> offered, SmtpReply badCommand, SmtpReply badPath)
            throws SyntaxException {
        require(cursor.takeIgnoringCase(keyword), badCommand);
        while (leniencies.contains(Leniency.SPACE_AFTER_COLON) && cursor.take(' ')) {
            // as many as there are
        }
        boolean bare = leniencies.contains(Leniency.NO_ANGLE_BRACKETS);
        require(bare || cursor.peek() == '<', badCommand);
        return new PathParser(cursor, offered.contains(Extension.SMTPUTF8), bare, badPath);
    }

    /** {@code SP chunk-size [ SP "LAST" ]} (RFC 3030 section 2). Where the chunk ends cannot be known if this is ill-formed. */
    private static Command bdat(Cursor cursor) throws SyntaxException {
        require(cursor.take(' '), Replies.BAD_CHUNK);
        String size = cursor.takeUntil(' ');
        require(Ascii.isDigits(size) && size.length() <= MAX_CHUNK_DIGITS, Replies.BAD_CHUNK);
        boolean last = cursor.takeIgnoringCase(" LAST");
        require(cursor.atEnd(), Replies.BAD_CHUNK);
        return new Command.Bdat(Long.parseLong(size), last);
    }

    /** Reads {@code SP sasl-mech [ SP ( base64 / "=" ) ]} (RFC 4954 section 8). */
    private static Command auth(Cursor cursor) throws SyntaxException {
        require(cursor.take(' ') && !cursor.atEnd(), Replies.ARGUMENT_REQUIRED);
        String mechanism = cursor.takeUntil(' ');
        Secret response = cursor.take(' ') ? new Secret(cursor.rest()) : null;
        return new Command.Auth(mechanism, response);
    }

    private static Command withoutArgument(Cursor cursor, Verb verb) throws SyntaxException {
        require(cursor.atEnd(), Replies.NO_ARGUMENT_ALLOWED);
        return new Command.Bare(verb);
    }

    /** Reads {@code SP String}. The string is dropped: VRFY gives no information away, and EXPN does not exist. */
    private static Command withArgument(Cursor cursor, Verb verb) throws SyntaxException {
        require(cursor.take(' ') && !cursor.atEnd(), Replies.ARGUMENT_REQUIRED);
        return new Command.Bare(verb);
    }

    private static void require(boolean condition, SmtpReply otherwise) throws SyntaxException {
        if (!condition) {
            throw new SyntaxException(otherwise);
        }
    }
}
