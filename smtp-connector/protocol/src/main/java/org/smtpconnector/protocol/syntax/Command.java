package org.smtpconnector.protocol.syntax;

import java.util.Map;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpDsnRequest;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.Secret;

/** A command, parsed: a record whose arguments cannot be ill-formed. The verb tells the type, unless it is {@link IllFormed}. */
public sealed interface Command {

    /** Returns the verb, which decides whether the command is in order; not null. */
    Verb verb();

    /**
     * Returns how many octets come after the command line and belong to the command, whether it is in order or not.
     *
     * @return 0 for all commands but BDAT
     */
    default long attachedOctets() {
        return 0;
    }

    /**
     * HELO, EHLO (RFC 5321 section 4.1.1.1) or LHLO (RFC 2033 section 4.1).
     *
     * @param verb one of the three
     * @param name the name that the client gives itself; not empty
     */
    record Hello(Verb verb, String name) implements Command {}

    /**
     * MAIL (RFC 5321 section 4.1.1.2).
     *
     * @param reversePath not null
     * @param parameters not null
     */
    record Mail(SmtpAddress reversePath, MailParameters parameters) implements Command {
        @Override
        public Verb verb() {
            return Verb.MAIL;
        }
    }

    /**
     * RCPT (RFC 5321 section 4.1.1.3).
     *
     * @param forwardPath not null
     * @param dsnRequest not null
     */
    record Rcpt(SmtpAddress forwardPath, SmtpDsnRequest dsnRequest) implements Command {
        @Override
        public Verb verb() {
            return Verb.RCPT;
        }
    }

    /**
     * BDAT (RFC 3030 section 2).
     *
     * @param attachedOctets the size of the chunk, 0 or more
     * @param last whether the message ends with the chunk
     */
    record Bdat(long attachedOctets, boolean last) implements Command {
        @Override
        public Verb verb() {
            return Verb.BDAT;
        }
    }

    /**
     * AUTH (RFC 4954 section 4).
     *
     * @param mechanism the name as the client sent it; not empty
     * @param initialResponse as the client sent it; null if there is none
     */
    record Auth(String mechanism, Secret initialResponse) implements Command {
        @Override
        public Verb verb() {
            return Verb.AUTH;
        }
    }

    /**
     * Postfix's XCLIENT.
     *
     * @param attributes the value of each attribute; empty if the proxy does not know it
     */
    record Xclient(Map<XclientAttribute, String> attributes) implements Command {
        @Override
        public Verb verb() {
            return Verb.XCLIENT;
        }
    }

    /**
     * A command of which nothing counts but its verb: DATA, RSET, NOOP, QUIT, VRFY, EXPN, HELP and STARTTLS (RFC 5321 section
     * 4.1.1, RFC 3207 section 4).
     *
     * @param verb one of those
     */
    record Bare(Verb verb) implements Command {}

    /**
     * A line that begins with no verb.
     *
     * @param line the line without its CRLF
     */
    record Unknown(String line) implements Command {
        @Override
        public Verb verb() {
            return Verb.UNKNOWN;
        }
    }

    /**
     * A verb with arguments that it cannot have. The client hears the reply, if the verb is in order.
     *
     * @param verb any but {@link Verb#UNKNOWN}
     * @param reply a refusal
     */
    record IllFormed(Verb verb, SmtpReply reply) implements Command {}
}
