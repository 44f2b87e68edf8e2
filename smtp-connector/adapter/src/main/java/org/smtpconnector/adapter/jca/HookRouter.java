package org.smtpconnector.adapter.jca;

import jakarta.mail.internet.InternetHeaders;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.smtpconnector.adapter.session.SmtpApplication.ApplicationSession;
import org.smtpconnector.adapter.session.SmtpApplication.VerdictCallback;
import org.smtpconnector.adapter.spool.MessageContent;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.HeaderFields;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.SessionSnapshot;
import org.smtpconnector.protocol.Verdict;

/**
 * The beans' side of one session: finds the beans that a hook call concerns, and invokes those that want the hook. On the connection's
 * event loop, one call at a time.
 */
final class HookRouter implements ApplicationSession {

    /**
     * The things that the routers of a listener share.
     *
     * @param routing gives the beans that are there now
     * @param calls takes the calls of the beans
     * @param reverseLookup finds the names of clients; null if that is not wanted
     * @param processing the time that a call may take
     * @param mail parses headers and messages
     */
    record Beans(
            Supplier<Routing> routing,
            DeliveryLifecycle calls,
            ReverseLookup reverseLookup,
            Duration processing,
            JakartaMail mail) {}

    private final Beans beans;
    private final ConnectionScope scope = new ConnectionScope();
    private final Claims claims = new Claims();
    private final Presence presence;

    HookRouter(Beans beans) {
        this.beans = beans;
        this.presence = new Presence(beans.routing().get().beans());
    }

    @Override
    public Verdict call(HookCall call, MessageContent content, VerdictCallback callback) {
        if (call instanceof HookCall.RcptTo rcptTo) {
            return rcptTo(rcptTo, callback);
        }
        if (call instanceof HookCall.Message message) {
            return message(message, content, callback);
        }
        if (call instanceof HookCall.MailFrom mailFrom) {
            return mailFrom(mailFrom, callback);
        }
        if (call instanceof HookCall.Connect connect) {
            return connect(connect, callback);
        }
        if (call instanceof HookCall.Hello hello) {
            return invoke(
                    Hook.HELO,
                    all(),
                    context(hello.session()),
                    callback,
                    hello.greeting(),
                    (bean, session, text) -> bean.onHelo(session, hello.heloName(), text),
                    HookResult.Say::new);
        }
        if (call instanceof HookCall.DataStart dataStart) {
            return dataStart(dataStart, callback);
        }
        if (call instanceof HookCall.Authenticate authenticate) {
            return authenticate(authenticate, callback);
        }
        if (call instanceof HookCall.UnknownCommand unknown) {
            return invoke(
                    Hook.UNKNOWN_COMMAND,
                    all(),
                    context(unknown.session()),
                    callback,
                    unknown.reply(),
                    (bean, session, reply) -> bean.onUnknownCommand(session, unknown.command(), reply),
                    reply -> reply.equals(unknown.reply()) ? HookResult.PROCEED : new HookResult.Answer(reply));
        }
        throw new IllegalStateException("Unknown hook call " + call.getClass());
    }

    private List<EndpointActivation> all() {
        return beans.routing().get().beans();
    }

    /** The name of the client may have to be looked up first. */
    private Verdict connect(HookCall.Connect call, VerdictCallback callback) {
        ReverseLookup lookup = beans.reverseLookup();
        if (lookup == null) {
            return connected(call, callback);
        }
        lookup.find(call.session().remoteAddress().getAddress(), name -> {
            scope.lookedUp(name);
            Verdict verdict = connected(call, callback);
            if (verdict != null) {
                callback.decided(verdict, Duration.ZERO);
            }
        });
        return null;
    }

    private Verdict connected(HookCall.Connect call, VerdictCallback callback) {
        Verdict verdict = invoke(
                Hook.CONNECT,
                all(),
                context(call.session()),
                presence.connecting(callback),
                call.greeting(),
                (bean, session, text) -> bean.onConnect(session, text),
                HookResult.Say::new);
        if (verdict != null) {
            presence.connected(verdict);
        }
        return verdict;
    }

    private Verdict authenticate(HookCall.Authenticate call, VerdictCallback callback) {
        List<EndpointActivation> asked = Authentication.beans(all());
        if (asked.isEmpty()) {
            return Verdict.refused(Replies.AUTHENTICATION_UNAVAILABLE);
        }
        if (Authentication.isForAnother(call.credential())) {
            return Verdict.refused(Replies.AUTHENTICATION_FAILED);
        }
        Credential credential = Authentication.credential(call.credential());
        beans.calls()
                .add(new HookInvocation<>(
                        Hook.AUTHENTICATE,
                        context(call.session()),
                        asked,
                        callback,
                        CredentialValidationResult.NOT_VALIDATED_RESULT,
                        (bean, session, soFar) -> Authentication.ask(bean, session, credential, soFar),
                        Authentication::result));
        return null;
    }

    private Verdict mailFrom(HookCall.MailFrom call, VerdictCallback callback) {
        if (all().isEmpty()) {
            return Verdict.refused(Replies.NOT_ACCEPTING);
        }
        SmtpAddress reversePath = call.transaction().reversePath();
        return invoke(
                Hook.MAIL_FROM,
                all(),
                context(call.session(), call.transaction()),
                callback,
                reversePath,
                (bean, session, address) -> bean.onMailFrom(session, call.transaction(), address),
                address -> record(reversePath, address));
    }

    /** A recipient is taken if a bean claims it, and if none of the beans that do refuses it. */
    private Verdict rcptTo(HookCall.RcptTo call, VerdictCallback callback) {
        claims.about(call.transaction().id());
        Routing routing = beans.routing().get();
        List<EndpointActivation> claimants = routing.claimants(call.recipient());
        if (claimants.isEmpty()) {
            return Verdict.refused(routing.isAwaited(call.recipient()) ? Replies.BUSY : Replies.NO_SUCH_RECIPIENT);
        }
        if (Routing.wanting(Hook.RCPT_TO, claimants).isEmpty()) {
            claims.add(claimants);
            return Verdict.PROCEED;
        }
        return invoke(
                Hook.RCPT_TO,
                claimants,
                context(call.session(), call.transaction()),
                new Claiming(claimants, callback),
                call.recipient(),
                (bean, session, address) -> bean.onRcptTo(session, call.transaction(), address),
                address -> record(call.recipient(), address));
    }

    /** Claims a recipient when the beans have taken it: what they said in a transaction that was rolled back does not count. */
    private final class Claiming implements VerdictCallback {

        private final List<EndpointActivation> claimants;
        private final VerdictCallback callback;

        Claiming(List<EndpointActivation> claimants, VerdictCallback callback) {
            this.claimants = claimants;
            this.callback = callback;
        }

        @Override
        public void decided(Verdict verdict, Duration delay) {
            if (verdict.refusal() == null) {
                claims.add(claimants); // before the verdict crosses to the event loop, on which the next call comes
            }
            callback.decided(verdict, delay);
        }

        @Override
        public boolean isWanted() {
            return callback.isWanted();
        }
    }

    private static HookResult record(SmtpAddress named, SmtpAddress recorded) {
        return recorded.equals(named) ? HookResult.PROCEED : new HookResult.RecordAs(recorded);
    }

    private Verdict dataStart(HookCall.DataStart call, VerdictCallback callback) {
        return invoke(
                Hook.DATA_START,
                claims.beans(),
                context(call.session(), call.transaction()),
                callback,
                "",
                (bean, session, fields) -> fields + checked(bean.onDataStart(session, call.transaction())),
                HookRouter::addHeader);
    }

    @Override
    public boolean wantsHeaders() {
        return !Routing.wanting(Hook.HEADERS, claims.beans()).isEmpty();
    }

    @Override
    public boolean wantsData() {
        return !Routing.wanting(Hook.DATA, claims.beans()).isEmpty();
    }

    @Override
    public Verdict headers(
            SessionSnapshot snapshot, SmtpTransaction transaction, byte[] header, VerdictCallback callback) {
        return invoke(
                Hook.HEADERS,
                claims.beans(),
                context(snapshot, transaction),
                callback,
                "",
                (bean, session, fields) -> fields + checked(bean.onHeaders(session, transaction, parsed(header))),
                HookRouter::addHeader);
    }

    private InternetHeaders parsed(byte[] header) throws SmtpRejectedException {
        try {
            return beans.mail().headers(new ByteArrayInputStream(header));
        } catch (jakarta.mail.MessagingException e) {
            throw new SmtpRejectedException(DeliveredMessage.NOT_PARSEABLE, "The header cannot be parsed", e);
        }
    }

    /** The fields that one bean returned, with their last line ended, so that the next bean's fields begin a line. */
    private static String checked(String fields) {
        return HeaderFields.of(fields).toString();
    }

    private static HookResult addHeader(String fields) {
        return fields.isEmpty() ? HookResult.PROCEED : new HookResult.AddHeader(HeaderFields.of(fields));
    }

    @Override
    public Verdict data(SessionSnapshot snapshot, SmtpTransaction transaction, byte[] chunk, VerdictCallback callback) {
        return invoke(
                Hook.DATA,
                claims.beans(),
                context(snapshot, transaction),
                callback,
                true,
                (bean, session, yes) -> {
                    bean.onData(session, transaction, ByteBuffer.wrap(chunk).asReadOnlyBuffer());
                    return yes;
                },
                yes -> HookResult.PROCEED);
    }

    private Verdict message(HookCall.Message call, MessageContent content, VerdictCallback callback) {
        beans.calls()
                .add(new MessageDelivery(
                        context(call.session(), call.transaction()),
                        claims.byBean(call.transaction().recipients().size()),
                        call.transaction(),
                        content,
                        beans.mail(),
                        callback));
        return null;
    }

    @Override
    public boolean isDropped() {
        return scope.isDropped();
    }

    @Override
    public void ended(SessionSnapshot session, Runnable told) {
        presence.ended(() -> disconnect(session, told), told);
    }

    private void disconnect(SessionSnapshot snapshot, Runnable told) {
        Verdict verdict = invoke(
                Hook.DISCONNECT,
                presence.beans(),
                context(snapshot),
                new Presence.Told(told),
                true,
                (bean, session, yes) -> {
                    bean.onDisconnect(session);
                    return yes;
                },
                yes -> HookResult.PROCEED);
        if (verdict != null) {
            told.run();
        }
    }

    /** Invokes the beans that want the hook. */
    private <T> Verdict invoke(
            Hook hook,
            List<EndpointActivation> concerned,
            Invocation.Context context,
            VerdictCallback callback,
            T start,
            HookInvocation.Step<T> step,
            Function<T, HookResult> result) {
        List<EndpointActivation> invoked = Routing.wanting(hook, concerned);
        if (invoked.isEmpty()) {
            return Verdict.PROCEED; // the answer never leaves the event loop
        }
        beans.calls().add(new HookInvocation<>(hook, context, invoked, callback, start, step, result));
        return null;
    }

    private Invocation.Context context(SessionSnapshot session) {
        return context(session, session.id());
    }

    private Invocation.Context context(SessionSnapshot session, SmtpTransaction transaction) {
        return context(session, transaction.id());
    }

    private Invocation.Context context(SessionSnapshot session, String id) {
        long now = beans.calls().now();
        return new Invocation.Context(
                session, scope, id, now, now + beans.processing().toNanos());
    }
}
