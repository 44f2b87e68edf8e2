package org.smtpconnector.adapter.jca;

import java.time.Duration;
import org.smtpconnector.adapter.events.Handling;
import org.smtpconnector.adapter.session.SmtpApplication.Later;
import org.smtpconnector.protocol.HookResult;

/** Who waits for the decision about a connection that is closed. */
enum Nobody implements Later {
    INSTANCE;

    @Override
    public void handled(Handling handling) {
        // there is nobody to tell
    }

    @Override
    public void decided(HookResult decision) {
        // there is nobody to tell
    }

    @Override
    public void decidedAfter(Duration delay, HookResult decision) {
        // there is nobody to tell
    }

    @Override
    public boolean isWanted() {
        return true; // the beans shall be told
    }
}
