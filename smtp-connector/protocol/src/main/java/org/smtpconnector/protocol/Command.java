package org.smtpconnector.protocol;

import java.util.Map;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpDsnRequest;
import org.smtpconnector.api.SmtpReply;

/** A command, parsed: a record per verb, whose arguments cannot be ill-formed. */
sealed interface Command {

    /** The verb, under which {@link Legality} looks the command up. */
    Verb verb();

    /**
     * How many octets come after the command line and belong to the command, whether it is legal or not.
     *
     * @return 0 for all but BDAT
     */
    default long attachedOctets() {
        return 0;
    }

    /** Calls the handler's method for this type of command. */
    void handBy(Handler handler);

    /** Executes commands; one method per type. */
    interface Handler {
        void hello(Hello command);

        void mail(Mail command);

        void rcpt(Rcpt command);

        void data(Data command);

        void bdat(Bdat command);

        void rset(Rset command);

        void noop(Noop command);

        void quit(Quit command);

        void vrfy(Vrfy command);

        void expn(Expn command);

        void help(Help command);

        void startTls(StartTls command);

        void auth(Auth command);

        void xclient(Xclient command);

        void unknown(Unknown command);

        void illFormed(IllFormed command);
    }

    /** HELO, EHLO (RFC 5321 section 4.1.1.1) or LHLO (RFC 2033 section 4.1). */
    record Hello(Verb verb, String name) implements Command {
        @Override
        public void handBy(Handler handler) {
            handler.hello(this);
        }
    }

    /** RFC 5321 section 4.1.1.2. */
    record Mail(SmtpAddress reversePath, MailParameters parameters) implements Command {
        @Override
        public Verb verb() {
            return Verb.MAIL;
        }

        @Override
        public void handBy(Handler handler) {
            handler.mail(this);
        }
    }

    /** RFC 5321 section 4.1.1.3. */
    record Rcpt(SmtpAddress forwardPath, SmtpDsnRequest dsnRequest) implements Command {
        @Override
        public Verb verb() {
            return Verb.RCPT;
        }

        @Override
        public void handBy(Handler handler) {
            handler.rcpt(this);
        }
    }

    /** RFC 5321 section 4.1.1.4. */
    record Data() implements Command {
        @Override
        public Verb verb() {
            return Verb.DATA;
        }

        @Override
        public void handBy(Handler handler) {
            handler.data(this);
        }
    }

    /** RFC 3030 section 2. */
    record Bdat(long attachedOctets, boolean last) implements Command {
        @Override
        public Verb verb() {
            return Verb.BDAT;
        }

        @Override
        public void handBy(Handler handler) {
            handler.bdat(this);
        }
    }

    /** RFC 5321 section 4.1.1.5. */
    record Rset() implements Command {
        @Override
        public Verb verb() {
            return Verb.RSET;
        }

        @Override
        public void handBy(Handler handler) {
            handler.rset(this);
        }
    }

    /** RFC 5321 section 4.1.1.9; the string that may follow is ignored. */
    record Noop() implements Command {
        @Override
        public Verb verb() {
            return Verb.NOOP;
        }

        @Override
        public void handBy(Handler handler) {
            handler.noop(this);
        }
    }

    /** RFC 5321 section 4.1.1.10. */
    record Quit() implements Command {
        @Override
        public Verb verb() {
            return Verb.QUIT;
        }

        @Override
        public void handBy(Handler handler) {
            handler.quit(this);
        }
    }

    /** RFC 5321 section 4.1.1.6. */
    record Vrfy(String argument) implements Command {
        @Override
        public Verb verb() {
            return Verb.VRFY;
        }

        @Override
        public void handBy(Handler handler) {
            handler.vrfy(this);
        }
    }

    /** RFC 5321 section 4.1.1.7. */
    record Expn(String argument) implements Command {
        @Override
        public Verb verb() {
            return Verb.EXPN;
        }

        @Override
        public void handBy(Handler handler) {
            handler.expn(this);
        }
    }

    /** RFC 5321 section 4.1.1.8; the string that may follow is ignored. */
    record Help() implements Command {
        @Override
        public Verb verb() {
            return Verb.HELP;
        }

        @Override
        public void handBy(Handler handler) {
            handler.help(this);
        }
    }

    /** RFC 3207 section 4. */
    record StartTls() implements Command {
        @Override
        public Verb verb() {
            return Verb.STARTTLS;
        }

        @Override
        public void handBy(Handler handler) {
            handler.startTls(this);
        }
    }

    /** RFC 4954 section 4; the initial response is as it was sent, null if there is none. */
    record Auth(String mechanism, Secret initialResponse) implements Command {
        @Override
        public Verb verb() {
            return Verb.AUTH;
        }

        @Override
        public void handBy(Handler handler) {
            handler.auth(this);
        }
    }

    /** Postfix's XCLIENT; an attribute whose value is not known to the proxy has an empty one. */
    record Xclient(Map<XclientAttribute, String> attributes) implements Command {
        @Override
        public Verb verb() {
            return Verb.XCLIENT;
        }

        @Override
        public void handBy(Handler handler) {
            handler.xclient(this);
        }
    }

    /** No verb that there is; the line without its CRLF. */
    record Unknown(String line) implements Command {
        @Override
        public Verb verb() {
            return Verb.UNKNOWN;
        }

        @Override
        public void handBy(Handler handler) {
            handler.unknown(this);
        }
    }

    /** A verb with arguments that it cannot have: executed by giving its reply, if it was legal here. */
    record IllFormed(Verb verb, SmtpReply reply) implements Command {
        @Override
        public void handBy(Handler handler) {
            handler.illFormed(this);
        }
    }
}
