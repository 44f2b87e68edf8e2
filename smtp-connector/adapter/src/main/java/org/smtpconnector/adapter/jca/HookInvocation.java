package org.smtpconnector.adapter.jca;

import jakarta.resource.spi.UnavailableException;
import java.util.List;
import java.util.function.Function;
import org.smtpconnector.adapter.session.SmtpApplication.VerdictCallback;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Verdict;

/**
 * A call of one hook of one or several beans: each bean is given what the former returned.
 *
 * @param <T> the type of what a bean is given, and returns
 */
final class HookInvocation<T> extends Invocation {

    /** The call of the hook of one bean. */
    interface Step<T> {
        T next(SmtpMessageListener bean, SessionView session, T soFar) throws SmtpRejectedException;
    }

    private final T start;
    private final Step<T> step;
    private final Function<T, HookResult> toResult;

    /** The value that the last bean returned. */
    private T value;

    /** The same, as the engine takes it; written within the transaction. */
    private HookResult result;

    HookInvocation(
            Hook hook,
            Invocation.Context context,
            List<EndpointActivation> beans,
            VerdictCallback callback,
            T start,
            Step<T> step,
            Function<T, HookResult> toResult) {
        super(hook, context, beans, callback);
        this.start = start;
        this.step = step;
        this.toResult = toResult;
    }

    /** The beans that were told of a session's begin are told of its end, however full the server is. */
    @Override
    boolean isPromised() {
        return hook() == Hook.DISCONNECT;
    }

    @Override
    boolean outlivesClient() {
        return hook() == Hook.CONNECT || hook() == Hook.DISCONNECT;
    }

    @Override
    Verdict perform(EndpointInvoker invoker) throws UnavailableException {
        value = start;
        return invoker.invoke(this);
    }

    @Override
    public void to(EndpointActivation activation, SmtpMessageListener bean) throws SmtpRejectedException {
        value = step.next(bean, session(), value);
        if (value == null) {
            throw new IllegalStateException("A hook of " + activation.beanName() + " returned null");
        }
        result = toResult.apply(value); // here, where a value that cannot be used still rolls back
    }

    @Override
    public Verdict committed() {
        return accepted(result);
    }
}
