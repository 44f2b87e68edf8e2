package org.smtpconnector.protocol;

import java.nio.ByteBuffer;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.data.BodySink;

/** Takes everything and keeps nothing. */
final class Counter implements BodySink, SmtpHost {
    private long count;

    /** Returns the number of octets and replies so far. */
    long count() {
        return count;
    }

    @Override
    public void run(ByteBuffer run) {
        count += run.remaining();
    }

    @Override
    public void bareLineEnding() {
        throw new IllegalStateException("The input is clean");
    }

    @Override
    public void reply(SmtpReply reply) {
        if (!reply.isPositive()) {
            throw new IllegalStateException(reply.toString());
        }
        count++;
    }

    @Override
    public boolean isBacklogged() {
        return false;
    }

    @Override
    public Verdict ask(HookCall question) {
        return Verdict.PROCEED;
    }

    @Override
    public void openBody(SessionSnapshot session, SmtpTransaction transaction) {}

    @Override
    public void body(ByteBuffer piece) {
        count += piece.remaining();
    }

    @Override
    public void discardBody() {}

    @Override
    public void close() {
        throw new IllegalStateException("closed");
    }
}
