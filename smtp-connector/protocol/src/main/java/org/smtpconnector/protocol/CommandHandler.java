package org.smtpconnector.protocol;

import org.smtpconnector.api.SmtpAddress;

/**
 * Executes commands that are well-formed and in order: checks what only the state can tell, asks the application where it has
 * a say, then proceeds.
 */
final class CommandHandler implements Command.Handler {

    private final SmtpEngine engine;
    private final Session session;
    private final EngineSettings settings;

    CommandHandler(SmtpEngine engine, Session session) {
        this.engine = engine;
        this.session = session;
        this.settings = session.settings();
    }

    @Override
    public void helo(Command.Helo command) {
        session.greeted(command.domain(), false);
        engine.reply(Replies.helo(settings.hostname()));
    }

    @Override
    public void ehlo(Command.Ehlo command) {
        session.greeted(command.domain(), true);
        engine.reply(Replies.ehlo(settings, session.offered()));
    }

    @Override
    public void mail(Command.Mail command) {
        // RFC 1870 section 6.1
        if (command.parameters().size().orElse(0) > settings.maxMessageSize()) {
            engine.reply(Replies.MESSAGE_TOO_BIG);
            return;
        }
        session.begin(command, engine.now());
        engine.reply(Replies.SENDER_OK);
    }

    @Override
    public void rcpt(Command.Rcpt command) {
        Transaction transaction = session.transaction();
        if (transaction.recipients().size() >= settings.maxRecipients()) {
            engine.reply(Replies.TOO_MANY_RECIPIENTS);
            return;
        }
        SmtpAddress recipient = command.forwardPath();
        engine.ask(
                new SmtpQuestion.RcptTo(session.snapshot(), transaction.snapshot(), recipient),
                decision -> recorded(transaction, recipient, decision));
    }

    private void recorded(Transaction transaction, SmtpAddress recipient, SmtpDecision decision) {
        if (decision instanceof SmtpDecision.Answer answer) {
            if (answer.reply().isPositive()) {
                transaction.add(recipient);
            }
            engine.reply(answer.reply());
            return;
        }
        transaction.add(decision instanceof SmtpDecision.RecordAs recordAs ? recordAs.address() : recipient);
        engine.reply(Replies.RECIPIENT_OK);
    }

    @Override
    public void data(Command.Data command) {
        engine.receiveData();
        engine.reply(Replies.START_INPUT);
    }

    @Override
    public void rset(Command.Rset command) {
        session.endTransaction();
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
        engine.reply(Replies.NOT_IMPLEMENTED);
    }

    @Override
    public void help(Command.Help command) {
        engine.reply(Replies.HELP);
    }

    @Override
    public void illFormed(Command.IllFormed command) {
        engine.reply(command.reply());
    }
}
