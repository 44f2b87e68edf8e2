package org.smtpconnector.adapter.session;

import java.time.Duration;
import org.smtpconnector.adapter.client.ClientNetwork;
import org.smtpconnector.adapter.events.Handling;
import org.smtpconnector.adapter.session.SmtpApplication.Later;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.HookResult;

/**
 * Takes the decision about a credential, and lets a refusal wait: so long that it does not tell how soon it was found out,
 * that is, whether there is such a user; and the longer the more often this client has been wrong. No thread waits.
 */
public final class AuthenticationLater implements Later {

    private final ClientNetwork client;
    private final Later later;
    private final long begin = System.nanoTime();

    /**
     * @param client who shows the credential
     * @param later who waits for the decision
     */
    public AuthenticationLater(ClientNetwork client, Later later) {
        this.client = client;
        this.later = later;
    }

    @Override
    public void decided(HookResult decision) {
        decidedAfter(Duration.ZERO, decision);
    }

    @Override
    public void decidedAfter(Duration delay, HookResult decision) {
        Duration wait = wait(HookResult.refusal(decision));
        later.decidedAfter(delay.compareTo(wait) > 0 ? delay : wait, decision);
    }

    private Duration wait(SmtpReply refusal) {
        if (refusal == null) {
            return client.silence();
        }
        long elapsed = System.nanoTime() - begin;
        // RFC 4954 section 6: a 4xx says nothing about the credential.
        return refusal.code() >= 500 ? client.credentialFailed(elapsed) : client.credentialUnknown(elapsed);
    }

    @Override
    public void handled(Handling handling) {
        later.handled(handling);
    }

    @Override
    public boolean isWanted() {
        return later.isWanted();
    }
}
