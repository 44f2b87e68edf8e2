package org.smtpconnector.protocol;

import java.util.List;
import java.util.regex.Pattern;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTransaction.BodyType;

/**
 * Takes command lines, holds each against {@link Legality}, and executes what is well-formed and in order: checks what only
 * the state can tell, asks the application where it has a say, then proceeds.
 */
final class CommandHandler implements LineHandler, Command.Handler {

    /** A request line (RFC 9112 section 3): a browser was told to talk to us, and its header and body are no commands. */
    private static final Pattern HTTP = Pattern.compile("[A-Z]+ .* HTTP/[0-9.]+");

    private final SmtpEngine engine;
    private final Session session;
    private final EngineSettings settings;
    private final CommandParser parser;
    private final BodyHandler bodies;
    private final AuthHandler auth;

    CommandHandler(SmtpEngine engine, Session session, BodyHandler bodies, AuthHandler auth) {
        this.engine = engine;
        this.session = session;
        this.settings = session.settings();
        this.parser = new CommandParser(settings.leniencies());
        this.bodies = bodies;
        this.auth = auth;
    }

    @Override
    public void line(String line, int octets) {
        Command command = parser.parse(line, session.offered());
        engine.executing(command.verb());
        if (octets > command.verb().maxLine(settings)) {
            tooLong();
            return;
        }
        SmtpReply refusal = Legality.refusal(command.verb(), session);
        if (refusal == null && Legality.isIdle(command.verb()) && session.countIdle()) {
            engine.reply(Replies.TOO_MANY_IDLE_COMMANDS);
        } else if (refusal == null) {
            command.handBy(this);
        } else if (command.attachedOctets() > 0) {
            bodies.skip(command.attachedOctets(), () -> engine.refuse(refusal));
        } else if (refusal.equals(Replies.UNRECOGNIZED)) {
            unknown(new Command.Unknown(line)); // here it does not exist
        } else {
            engine.refuse(refusal);
        }
    }

    @Override
    public void unreadable(SmtpReply reply) {
        engine.refuse(reply);
    }

    @Override
    public void tooLong() {
        engine.refuse(Replies.LINE_TOO_LONG);
    }

    @Override
    public void hello(Command.Hello command) {
        engine.ask(new HookCall.Hello(session.snapshot(), command.name(), ""), verdict -> greeted(command, verdict));
    }

    private void greeted(Command.Hello command, Verdict verdict) {
        SmtpReply refusal = verdict.refusal();
        if (refusal != null) {
            engine.reply(refusal); // RFC 5321 section 4.1.4: the state is as it was before
            return;
        }
        boolean extended = command.verb() != Verb.HELO;
        String text = verdict.result() instanceof HookResult.Say say ? say.text() : "";
        engine.endTransaction(List.of(), null);
        session.greeted(command.name(), extended);
        engine.reply(extended ? Replies.ehlo(settings, session.offered(), text) : Replies.helo(settings, text));
    }

    @Override
    public void mail(Command.Mail command) {
        Transaction draft = session.draft(command, engine.now());
        engine.observer().transactionBegins(draft.id(), command.reversePath());
        if (command.parameters().size().orElse(0) > settings.maxMessageSize()) {
            notBegun(Replies.MESSAGE_TOO_BIG, null); // RFC 1870 section 6.1
            return;
        }
        if (!session.mayBegin()) {
            notBegun(Replies.TOO_MANY_MESSAGES, null);
            return;
        }
        engine.ask(new HookCall.MailFrom(session.snapshot(), draft.snapshot()), verdict -> begun(draft, verdict));
    }

    private void begun(Transaction draft, Verdict verdict) {
        SmtpReply refusal = verdict.refusal();
        if (refusal != null) {
            notBegun(refusal, verdict);
            return;
        }
        if (verdict.result() instanceof HookResult.RecordAs recordAs) {
            draft.from(recordAs.address());
        }
        session.begin(draft);
        engine.reply(verdict.result() instanceof HookResult.Answer answer ? answer.reply() : Replies.SENDER_OK);
    }

    private void notBegun(SmtpReply refusal, Verdict verdict) {
        engine.reply(refusal);
        engine.observer().transactionEnded(session.snapshot(), List.of(refusal), verdict);
    }

    @Override
    public void rcpt(Command.Rcpt command) {
        Transaction transaction = session.transaction();
        SmtpAddress recipient = command.forwardPath();
        // RFC 6531 section 3.5
        if (!transaction.parameters().smtpUtf8() && !Domains.isAscii(recipient.toString())) {
            engine.observer().recipient(recipient, Replies.UTF8_NOT_DECLARED, null);
            engine.refuse(Replies.UTF8_NOT_DECLARED);
            return;
        }
        if (transaction.recipients() >= settings.maxRecipients()) {
            engine.observer().recipient(recipient, Replies.TOO_MANY_RECIPIENTS, null);
            engine.reply(Replies.TOO_MANY_RECIPIENTS);
            return;
        }
        engine.ask(
                new HookCall.RcptTo(session.snapshot(), transaction.snapshot(), recipient),
                verdict -> recorded(transaction, command, verdict));
    }

    private void recorded(Transaction transaction, Command.Rcpt command, Verdict verdict) {
        SmtpReply reply = verdict.result() instanceof HookResult.Answer answer ? answer.reply() : Replies.RECIPIENT_OK;
        if (reply.isPositive()) {
            transaction.add(
                    verdict.result() instanceof HookResult.RecordAs recordAs
                            ? recordAs.address()
                            : command.forwardPath(),
                    command.dsnRequest());
        }
        engine.observer().recipient(command.forwardPath(), reply, verdict);
        engine.reply(reply);
        if (reply.code() >= 500 && session.countRefusedRecipient()) {
            engine.reply(Replies.TOO_MANY_REFUSED_RECIPIENTS);
        }
    }

    @Override
    public void data(Command.Data command) {
        // RFC 3030 section 3: a binary body has no lines that could end with a dot.
        if (session.transaction().parameters().body() == BodyType.BINARY_MIME) {
            engine.refuse(Replies.BDAT_ONLY);
            return;
        }
        bodies.data();
    }

    @Override
    public void bdat(Command.Bdat command) {
        bodies.bdat(command);
    }

    @Override
    public void rset(Command.Rset command) {
        engine.endTransaction(List.of(), null);
        engine.reply(Replies.OK);
    }

    @Override
    public void noop(Command.Noop command) {
        engine.reply(Replies.OK);
    }

    @Override
    public void quit(Command.Quit command) {
        engine.reply(Replies.BYE);
        engine.close();
    }

    @Override
    public void vrfy(Command.Vrfy command) {
        engine.reply(Replies.CANNOT_VRFY);
    }

    @Override
    public void expn(Command.Expn command) {
        engine.refuse(Replies.NOT_IMPLEMENTED);
    }

    @Override
    public void help(Command.Help command) {
        engine.reply(Replies.HELP);
    }

    @Override
    public void startTls(Command.StartTls command) {
        engine.reply(Replies.READY_FOR_TLS);
        engine.startTls();
    }

    @Override
    public void auth(Command.Auth command) {
        auth.begin(command);
    }

    /** The session begins anew, with the greeting, as if the client had connected itself. */
    @Override
    public void xclient(Command.Xclient command) {
        ProxiedClient client = ProxiedClient.of(command.attributes(), session);
        session.proxied(client, engine.now());
        engine.greet(greeting -> proxied(client, greeting));
    }

    /** What the client said to the proxy with HELO counts as if it said it here, if the application agrees. */
    private void proxied(ProxiedClient client, SmtpReply greeting) {
        if (client.heloName().isEmpty()) {
            engine.reply(greeting);
            return;
        }
        engine.ask(new HookCall.Hello(session.snapshot(), client.heloName(), ""), verdict -> {
            SmtpReply refusal = verdict.refusal();
            if (refusal == null) {
                session.greeted(client.heloName(), client.isExtended());
            }
            engine.reply(refusal == null ? greeting : refusal);
        });
    }

    @Override
    public void unknown(Command.Unknown command) {
        SmtpReply standard = HTTP.matcher(command.line()).matches() ? Replies.NOT_HTTP : Replies.UNRECOGNIZED;
        engine.ask(new HookCall.UnknownCommand(session.snapshot(), command.line(), standard), verdict -> {
            SmtpReply reply = verdict.result() instanceof HookResult.Answer answer ? answer.reply() : standard;
            if (reply.isPositive()) {
                engine.reply(reply);
            } else {
                engine.refuse(reply);
            }
        });
    }

    @Override
    public void illFormed(Command.IllFormed command) {
        engine.refuse(command.reply());
    }
}
