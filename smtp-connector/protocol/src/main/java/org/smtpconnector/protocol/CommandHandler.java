package org.smtpconnector.protocol;

import java.util.List;
import java.util.regex.Pattern;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTransaction.BodyType;
import org.smtpconnector.protocol.syntax.Ascii;
import org.smtpconnector.protocol.syntax.Command;
import org.smtpconnector.protocol.syntax.CommandParser;
import org.smtpconnector.protocol.syntax.Verb;

/**
 * Takes command lines, holds each against {@link CommandOrder}, and executes the commands that are well-formed and in order: it
 * checks them against the state, asks the application where that has a say, then proceeds.
 */
final class CommandHandler implements LineHandler {

    /** A request line (RFC 9112 section 3): somebody has made a browser talk to this server, and its header and body are no commands. */
    private static final Pattern HTTP = Pattern.compile("[A-Z]+ .* HTTP/[0-9.]+");

    private final EngineControl engine;
    private final Session session;
    private final EngineSettings settings;
    private final CommandParser parser;
    private final DataPhase data;
    private final AuthHandler auth;

    CommandHandler(EngineControl engine, Session session, DataPhase data, AuthHandler auth) {
        this.engine = engine;
        this.session = session;
        this.settings = session.settings();
        this.parser = new CommandParser(settings.leniencies(), settings.strictHelo());
        this.data = data;
        this.auth = auth;
    }

    @Override
    public void line(String line, int octets) {
        Command command = parser.parse(line, session.offered());
        engine.executing(command.verb());
        boolean tooLong = octets > (command.verb() == Verb.AUTH ? settings.maxLine() : settings.maxCommandLine());
        if (command.verb() == Verb.BDAT && (tooLong || command instanceof Command.IllFormed)) {
            engine.replyError(Replies.BAD_CHUNK); // whether in order or not: its chunk cannot be skipped
        } else if (tooLong) {
            tooLong();
        } else {
            inOrder(command, line);
        }
    }

    private void inOrder(Command command, String line) {
        SmtpReply refusal = CommandOrder.refusal(command.verb(), session);
        if (refusal == null && CommandOrder.isJunk(command.verb()) && session.countJunk()) {
            engine.reply(Replies.TOO_MANY_JUNK_COMMANDS);
        } else if (refusal == null) {
            execute(command);
        } else if (command.attachedOctets() > 0) {
            data.skip(command.attachedOctets(), () -> engine.replyError(refusal));
        } else if (refusal.equals(Replies.UNRECOGNIZED)) {
            unknown(line); // here it does not exist
        } else {
            engine.replyError(refusal);
        }
    }

    @Override
    public void unreadable(SmtpReply reply) {
        engine.replyError(reply);
    }

    @Override
    public void tooLong() {
        engine.replyError(Replies.LINE_TOO_LONG);
    }

    private void execute(Command command) {
        if (command instanceof Command.IllFormed illFormed) {
            engine.replyError(illFormed.reply());
            return;
        }
        switch (command.verb()) {
            case HELO, EHLO, LHLO -> hello((Command.Hello) command);
            case MAIL -> mail((Command.Mail) command);
            case RCPT -> rcpt((Command.Rcpt) command);
            case DATA -> data();
            case BDAT -> data.bdat((Command.Bdat) command);
            case RSET -> rset();
            case NOOP -> engine.reply(Replies.OK);
            case QUIT -> quit();
            case VRFY -> engine.reply(Replies.CANNOT_VRFY);
            case EXPN -> engine.replyError(Replies.NOT_IMPLEMENTED);
            case HELP -> engine.reply(Replies.HELP);
            case STARTTLS -> startTls();
            case AUTH -> auth.begin((Command.Auth) command);
            case XCLIENT -> xclient((Command.Xclient) command);
            case UNKNOWN -> unknown(((Command.Unknown) command).line());
        }
    }

    private void hello(Command.Hello command) {
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
        engine.reply(
                extended ? HelloReplies.ehlo(settings, session.offered(), text) : HelloReplies.helo(settings, text));
    }

    private void mail(Command.Mail command) {
        Transaction draft = session.draft(command.reversePath(), command.parameters(), engine.now());
        engine.observer().transactionBegins(draft.id(), command.reversePath());
        if (command.parameters().size().orElse(0) > settings.maxMessageSize()) {
            mailRefused(Replies.MESSAGE_TOO_BIG, null); // RFC 1870 section 6.1
            return;
        }
        if (!session.mayBegin()) {
            mailRefused(Replies.TOO_MANY_MESSAGES, null);
            return;
        }
        engine.ask(new HookCall.MailFrom(session.snapshot(), draft.snapshot()), verdict -> mailDecided(draft, verdict));
    }

    private void mailDecided(Transaction draft, Verdict verdict) {
        SmtpReply refusal = verdict.refusal();
        if (refusal == null) {
            mailAccepted(draft, verdict.result());
        } else {
            mailRefused(refusal, verdict);
        }
    }

    private void mailAccepted(Transaction draft, HookResult result) {
        if (result instanceof HookResult.RecordAs recordAs) {
            draft.from(recordAs.address());
        }
        session.begin(draft);
        engine.reply(result instanceof HookResult.Answer answer ? answer.reply() : Replies.SENDER_OK);
    }

    private void mailRefused(SmtpReply refusal, Verdict verdict) {
        engine.reply(refusal);
        engine.observer().transactionEnded(session.snapshot(), List.of(refusal), verdict);
        engine.countJunk();
    }

    private void rcpt(Command.Rcpt command) {
        Transaction transaction = session.transaction();
        SmtpAddress recipient = command.forwardPath();
        // RFC 6531 section 3.5
        if (!transaction.parameters().smtpUtf8() && !Ascii.isAscii(recipient)) {
            engine.observer().recipient(recipient, Replies.UTF8_NOT_DECLARED, null);
            engine.replyError(Replies.UTF8_NOT_DECLARED);
            return;
        }
        if (transaction.recipients() >= settings.maxRecipients()) {
            engine.observer().recipient(recipient, Replies.TOO_MANY_RECIPIENTS, null);
            engine.reply(Replies.TOO_MANY_RECIPIENTS);
            return;
        }
        engine.ask(
                new HookCall.RcptTo(session.snapshot(), transaction.snapshot(), recipient),
                verdict -> rcptDecided(transaction, command, verdict));
    }

    private void rcptDecided(Transaction transaction, Command.Rcpt command, Verdict verdict) {
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

    private void data() {
        // RFC 3030 section 3: a binary body has no lines that could end with a dot.
        if (session.transaction().parameters().body() == BodyType.BINARY_MIME) {
            engine.replyError(Replies.BDAT_ONLY);
            return;
        }
        data.data();
    }

    private void rset() {
        engine.endTransaction(List.of(), null);
        engine.reply(Replies.OK);
    }

    private void quit() {
        engine.reply(Replies.BYE);
        engine.close();
    }

    private void startTls() {
        engine.reply(Replies.READY_FOR_TLS);
        engine.startTls();
    }

    /** Begins the session anew, with the greeting, as if the client had connected itself. */
    private void xclient(Command.Xclient command) {
        XclientIdentity client =
                XclientIdentity.of(command.attributes(), session.local(), session.remote(), session.remoteName());
        session.begunAnew(client, engine.now());
        engine.greet(greeting -> greetedByProxy(client, greeting));
    }

    /** Counts the client's HELO to the proxy as a HELO here, if the application agrees. */
    private void greetedByProxy(XclientIdentity client, SmtpReply greeting) {
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

    private void unknown(String line) {
        SmtpReply standard = HTTP.matcher(line).matches() ? Replies.NOT_HTTP : Replies.UNRECOGNIZED;
        engine.ask(new HookCall.UnknownCommand(session.snapshot(), line, standard), verdict -> {
            SmtpReply reply = verdict.result() instanceof HookResult.Answer answer ? answer.reply() : standard;
            if (reply.isPositive()) {
                engine.reply(reply);
            } else {
                engine.replyError(reply);
            }
        });
    }
}
