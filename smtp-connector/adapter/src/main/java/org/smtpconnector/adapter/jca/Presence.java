package org.smtpconnector.adapter.jca;

import java.time.Duration;
import java.util.List;
import org.smtpconnector.adapter.session.SmtpApplication.VerdictCallback;
import org.smtpconnector.protocol.Verdict;

/**
 * The beans' knowledge of one session: they are told of its end once if {@code onConnect} has let it in, whatever comes first, the end of
 * {@code onConnect} or that of the connection. Safe for use by several threads.
 */
final class Presence {

    private final List<EndpointActivation> beans;
    private boolean connecting;
    private boolean letIn;
    private Runnable onLetIn;
    private Runnable onRefused;

    /**
     * Makes the knowledge of a session that begins.
     *
     * @param beans the beans that are there now
     */
    Presence(List<EndpointActivation> beans) {
        this.beans = beans;
    }

    /** Returns the beans that were there when the session began and still are. */
    List<EndpointActivation> beans() {
        return beans.stream().filter(EndpointActivation::isActive).toList();
    }

    /** The beans are being asked whether the client may come in. */
    synchronized VerdictCallback connecting(VerdictCallback callback) {
        connecting = true;
        return new VerdictCallback() {
            @Override
            public void decided(Verdict verdict, Duration delay) {
                callback.decided(verdict, delay);
                connected(verdict);
            }

            @Override
            public boolean isWanted() {
                return callback.isWanted();
            }
        };
    }

    /** The beans have said whether the client may come in; a later refusal, after XCLIENT, does not undo that it was in. */
    void connected(Verdict verdict) {
        Runnable then;
        synchronized (this) {
            connecting = false;
            letIn |= verdict.refusal() == null;
            then = letIn ? onLetIn : onRefused;
            onLetIn = null;
            onRefused = null;
        }
        if (then != null) {
            then.run();
        }
    }

    /**
     * The connection is closed.
     *
     * @param ifLetIn run once if the session was let in
     * @param ifRefused run once if not
     */
    void ended(Runnable ifLetIn, Runnable ifRefused) {
        Runnable then;
        synchronized (this) {
            if (connecting) {
                onLetIn = ifLetIn;
                onRefused = ifRefused;
                return;
            }
            then = letIn ? ifLetIn : ifRefused;
        }
        then.run();
    }

    /** Hears when the beans have been told. */
    record Told(Runnable then) implements VerdictCallback {

        @Override
        public void decided(Verdict verdict, Duration delay) {
            then.run();
        }

        @Override
        public boolean isWanted() {
            return true; // the client has gone, and the beans are told all the same
        }
    }
}
