package org.smtpconnector.protocol;

import java.nio.ByteBuffer;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTransaction;

/** Takes everything and keeps nothing; a test overrides what it looks at. */
class KeepNothingHost implements SmtpHost {
    @Override
    public void reply(SmtpReply reply) {}

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
    public void body(ByteBuffer piece) {}

    @Override
    public void discardBody() {}

    @Override
    public void close() {}
}
