package org.smtpconnector.adapter.jca;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.smtpconnector.adapter.session.SmtpApplication.Conversation;
import org.smtpconnector.adapter.session.SmtpApplication.Later;
import org.smtpconnector.adapter.spool.MessageContent;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.HeaderFields;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.SessionSnapshot;

/**
 * The beans' side of one connection: finds out whom a question concerns, and dispatches it to those who want to be asked. On
 * the connection's event loop, one question at a time.
 */
final class ListenerConversation implements Conversation {

    private final ActiveListener listener;
    private final DispatchQueue queue;
    private final EndpointCalls calls;
    private final Session mailSession;
    private final SessionScope scope = new SessionScope();

    private final Claims claims = new Claims();

    ListenerConversation(ActiveListener listener, DispatchQueue queue, EndpointCalls calls, Session mailSession) {
        this.listener = listener;
        this.queue = queue;
        this.calls = calls;
        this.mailSession = mailSession;
    }

    @Override
    public HookResult ask(HookCall question, MessageContent content, Later later) {
        if (question instanceof HookCall.RcptTo rcptTo) {
            return rcptTo(rcptTo, later);
        }
        if (question instanceof HookCall.Message message) {
            return message(message, content, later);
        }
        if (question instanceof HookCall.MailFrom mailFrom) {
            return mailFrom(mailFrom, later);
        }
        if (question instanceof HookCall.Connect connect) {
            return connect(connect, later);
        }
        if (question instanceof HookCall.Hello hello) {
            return ask(
                    Hook.HELO,
                    context(hello.session()),
                    later,
                    hello.greeting(),
                    (bean, session, text) -> bean.onHelo(session, hello.heloName(), text),
                    ListenerConversation::say);
        }
        if (question instanceof HookCall.DataStart dataStart) {
            return dataStart(dataStart, later);
        }
        if (question instanceof HookCall.Authenticate authenticate) {
            return new Authentication(listener, calls, scope)
                    .begin(authenticate, context(authenticate.session()), queue, later);
        }
        if (question instanceof HookCall.UnknownCommand unknown) {
            return ask(
                    Hook.UNKNOWN_COMMAND,
                    context(unknown.session()),
                    later,
                    unknown.reply(),
                    (bean, session, reply) -> bean.onUnknownCommand(session, unknown.command(), reply),
                    reply -> reply.equals(unknown.reply()) ? HookResult.PROCEED : new HookResult.Answer(reply));
        }
        throw new IllegalStateException("Unknown question " + question.getClass());
    }

    /** Who it is that connects may have to be looked up first. */
    private HookResult connect(HookCall.Connect question, Later later) {
        ReverseLookup lookup = listener.reverseLookup();
        if (lookup == null) {
            return connected(question, later);
        }
        lookup.find(question.session().remoteAddress().getAddress(), name -> {
            scope.lookedUp(name);
            HookResult decision = connected(question, later);
            if (decision != null) {
                later.decided(decision);
            }
        });
        return null;
    }

    private HookResult connected(HookCall.Connect question, Later later) {
        return ask(
                Hook.CONNECT,
                context(question.session()),
                later,
                question.greeting(),
                (bean, session, text) -> bean.onConnect(session, text),
                ListenerConversation::say);
    }

    private HookResult mailFrom(HookCall.MailFrom question, Later later) {
        if (listener.routing().beans().isEmpty()) {
            return new HookResult.Answer(Replies.NOT_ACCEPTING);
        }
        SmtpAddress reversePath = question.transaction().reversePath();
        return ask(
                Hook.MAIL_FROM,
                context(question.session(), question.transaction()),
                later,
                reversePath,
                (bean, session, address) -> bean.onMailFrom(session, question.transaction(), address),
                address -> record(reversePath, address));
    }

    /** A recipient is taken if a bean claims it, and if none of those that do refuses it. */
    private HookResult rcptTo(HookCall.RcptTo question, Later later) {
        claims.about(question.transaction().id());
        List<SmtpActivation> claimants = listener.routing().claimants(question.recipient());
        if (claimants.isEmpty()) {
            return new HookResult.Answer(Replies.NO_SUCH_RECIPIENT);
        }
        if (Routing.overriding(Hook.RCPT_TO, claimants).isEmpty()) {
            claims.add(claimants);
            return HookResult.PROCEED;
        }
        return ask(
                Hook.RCPT_TO,
                claimants,
                context(question.session(), question.transaction()),
                later,
                question.recipient(),
                (bean, session, address) -> bean.onRcptTo(session, question.transaction(), address),
                address -> {
                    claims.add(claimants);
                    return record(question.recipient(), address);
                });
    }

    private static HookResult record(SmtpAddress named, SmtpAddress recorded) {
        return recorded.equals(named) ? HookResult.PROCEED : new HookResult.RecordAs(recorded);
    }

    private static HookResult say(String text) {
        return new HookResult.Say(text);
    }

    private HookResult dataStart(HookCall.DataStart question, Later later) {
        return ask(
                Hook.DATA_START,
                claims.beans(),
                context(question.session(), question.transaction()),
                later,
                "",
                (bean, session, fields) -> fields + checked(bean.onDataStart(session, question.transaction())),
                ListenerConversation::addHeader);
    }

    @Override
    public boolean wantsHeaders() {
        return claims.beans().stream().anyMatch(bean -> bean.overrides(Hook.HEADERS));
    }

    @Override
    public boolean wantsData() {
        return claims.beans().stream().anyMatch(bean -> bean.overrides(Hook.DATA));
    }

    @Override
    public HookResult headers(SessionSnapshot facts, SmtpTransaction transaction, byte[] header, Later later) {
        return ask(
                Hook.HEADERS,
                claims.beans(),
                context(facts, transaction),
                later,
                "",
                (bean, session, fields) -> fields + checked(bean.onHeaders(session, transaction, parsed(header))),
                ListenerConversation::addHeader);
    }

    private static InternetHeaders parsed(byte[] header) throws SmtpRejectedException {
        try {
            return new InternetHeaders(new ByteArrayInputStream(header), true);
        } catch (jakarta.mail.MessagingException e) {
            throw new SmtpRejectedException(DeliveredMessage.NOT_PARSEABLE, "The header cannot be parsed", e);
        }
    }

    /** What one bean returned, with its last line ended, so that the next bean's fields begin a line. */
    private static String checked(String fields) {
        return HeaderFields.of(fields).toString();
    }

    private static HookResult addHeader(String fields) {
        return fields.isEmpty() ? HookResult.PROCEED : new HookResult.AddHeader(HeaderFields.of(fields));
    }

    @Override
    public HookResult data(SessionSnapshot facts, SmtpTransaction transaction, byte[] chunk, Later later) {
        return ask(
                Hook.DATA,
                claims.beans(),
                context(facts, transaction),
                later,
                true,
                (bean, session, yes) -> {
                    bean.onData(session, transaction, ByteBuffer.wrap(chunk).asReadOnlyBuffer());
                    return yes;
                },
                yes -> HookResult.PROCEED);
    }

    private HookResult message(HookCall.Message question, MessageContent content, Later later) {
        queue.add(new MessageDispatch(
                context(question.session(), question.transaction()),
                calls,
                claims.byBean(question.transaction().recipients().size()),
                question.transaction(),
                content,
                mailSession,
                later));
        return null;
    }

    @Override
    public void ended(SessionSnapshot facts) {
        ask(
                Hook.DISCONNECT,
                context(facts),
                Nobody.INSTANCE,
                true,
                (bean, session, yes) -> {
                    bean.onDisconnect(session);
                    return yes;
                },
                yes -> HookResult.PROCEED);
    }

    private <T> HookResult ask(
            Hook hook,
            Dispatch.Context context,
            Later later,
            T start,
            HookDispatch.Step<T> step,
            Function<T, HookResult> decision) {
        return ask(hook, listener.routing().beans(), context, later, start, step, decision);
    }

    /** Asks those of the beans that override the hook. */
    private <T> HookResult ask(
            Hook hook,
            List<SmtpActivation> beans,
            Dispatch.Context context,
            Later later,
            T start,
            HookDispatch.Step<T> step,
            Function<T, HookResult> decision) {
        List<SmtpActivation> asked = Routing.overriding(hook, beans);
        if (asked.isEmpty()) {
            return HookResult.PROCEED; // nobody wants to be asked: the answer never leaves the event loop
        }
        queue.add(new HookDispatch<>(hook, context, calls, asked, later, start, step, decision));
        return null;
    }

    private Dispatch.Context context(SessionSnapshot session) {
        return new Dispatch.Context(session, scope, session.id(), listener.deadline());
    }

    private Dispatch.Context context(SessionSnapshot session, SmtpTransaction transaction) {
        return new Dispatch.Context(session, scope, transaction.id(), listener.deadline());
    }
}
