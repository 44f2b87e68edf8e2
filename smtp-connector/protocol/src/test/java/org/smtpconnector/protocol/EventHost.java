package org.smtpconnector.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTransaction;

/** Writes down what the engine tells it; questions that no answer is given for are answered with yes, and not written down. */
final class EventHost implements SmtpHost {

    final List<String> events = new ArrayList<>();
    final List<HookCall> questions = new ArrayList<>();

    /** By type of question. */
    final Map<Class<? extends HookCall>, HookResult> answers = new java.util.HashMap<>();

    Runnable atBody = () -> {};
    Runnable atStartTls = () -> {};
    boolean backlogged;
    SmtpObserver observer = SmtpObserver.NONE;

    /** From now on the decision about such questions comes later. */
    void later(Class<? extends HookCall> type) {
        answers.put(type, null);
    }

    /** The last question of the type. */
    <Q extends HookCall> Q last(Class<Q> type) {
        return questions.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Override
    public void reply(SmtpReply reply) {
        events.add(String.valueOf(reply.code()));
    }

    @Override
    public boolean isBacklogged() {
        return backlogged;
    }

    @Override
    public Verdict ask(HookCall question) {
        questions.add(question);
        if (answers.containsKey(question.getClass())) {
            events.add("ask " + question.getClass().getSimpleName());
            HookResult answer = answers.get(question.getClass());
            return answer == null ? null : Verdict.of(answer);
        }
        return question instanceof HookCall.Authenticate authenticate
                ? Verdict.of(new HookResult.Authenticated(
                        new Caller(authenticate.credential().authenticationId(), Set.of())))
                : Verdict.PROCEED;
    }

    @Override
    public void openBody(SessionSnapshot session, SmtpTransaction transaction) {
        events.add("open " + session.id() + ' ' + transaction.id());
    }

    @Override
    public void body(ByteBuffer piece) {
        events.add("body " + StandardCharsets.US_ASCII.decode(piece).toString().trim());
        atBody.run();
    }

    @Override
    public void discardBody() {
        events.add("discard");
    }

    @Override
    public void startTls() {
        events.add("startTls");
        atStartTls.run();
    }

    @Override
    public SmtpObserver observer() {
        return observer;
    }

    @Override
    public void close() {
        events.add("close");
    }
}
