package org.smtpconnector.protocol;

import java.util.List;
import java.util.Objects;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpReply;

/**
 * The outcome of a {@link HookCall}: made once, where the beans were called; applied by the engine; recorded by its
 * {@link SmtpObserver}. Immutable.
 *
 * @param result the instruction to the engine; not null
 * @param outcome the end of the call of the beans, for the record; not null
 * @param beans the names of the classes of the beans that were to be called; empty if the server answered by itself; not null
 * @param queuedNanos time, in nanoseconds, from the hook call until the beans were called; 0 or more
 * @param processingNanos time, in nanoseconds, that the beans and the commit took; 0 if no bean was called
 */
public record Verdict(HookResult result, Outcome outcome, List<String> beans, long queuedNanos, long processingNanos) {

    /** The verdict of the server itself where no bean overrides the hook: the client may do as it asked. */
    public static final Verdict PROCEED = new Verdict(HookResult.PROCEED, Outcome.ACCEPTED, List.of(), 0, 0);

    /** Copies the list. */
    public Verdict {
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(outcome, "outcome");
        beans = List.copyOf(beans);
    }

    /**
     * Makes a verdict of the server's own, with no bean involved.
     *
     * @param result not null
     * @return a verdict whose outcome is {@link Outcome#REFUSED} if the result is a refusal, else {@link Outcome#ACCEPTED}; not
     *     null
     */
    public static Verdict of(HookResult result) {
        return result == HookResult.PROCEED
                ? PROCEED
                : new Verdict(
                        result,
                        HookResult.refusal(result) == null ? Outcome.ACCEPTED : Outcome.REFUSED,
                        List.of(),
                        0,
                        0);
    }

    /**
     * Makes a refusal of the server's own, such as a limit that was reached.
     *
     * @param reply a 4xx or 5xx; not null
     * @return not null
     */
    public static Verdict refused(SmtpReply reply) {
        return of(new HookResult.Answer(reply));
    }

    /**
     * Makes a refusal with another outcome than {@link Outcome#REFUSED}.
     *
     * @param reply a 4xx or 5xx; not null
     * @param outcome not null
     * @return not null
     */
    public static Verdict refused(SmtpReply reply, Outcome outcome) {
        return new Verdict(new HookResult.Answer(reply), outcome, List.of(), 0, 0);
    }

    /**
     * Returns the reply of a verdict that is a refusal.
     *
     * @return a 4xx or 5xx; null if the verdict is a yes
     */
    public SmtpReply refusal() {
        return HookResult.refusal(result);
    }
}
