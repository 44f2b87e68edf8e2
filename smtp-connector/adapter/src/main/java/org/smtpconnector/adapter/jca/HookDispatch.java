package org.smtpconnector.adapter.jca;

import java.util.List;
import java.util.function.Function;
import org.smtpconnector.adapter.session.SmtpApplication.Later;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.protocol.HookResult;

/**
 * A question on its way through one hook of several beans: each sees what the former made of it.
 *
 * @param <T> what a bean is given, and returns
 */
final class HookDispatch<T> extends Dispatch {

    /** One call of the hook. */
    interface Step<T> {
        T next(SmtpMessageListener bean, BeanSession session, T soFar) throws SmtpRejectedException;
    }

    private final EndpointCalls calls;
    private final List<SmtpActivation> beans;
    private final T start;
    private final Step<T> step;
    private final Function<T, HookResult> decision;
    private T result;

    HookDispatch(
            Hook hook,
            Dispatch.Context context,
            EndpointCalls calls,
            List<SmtpActivation> beans,
            Later later,
            T start,
            Step<T> step,
            Function<T, HookResult> decision) {
        super(hook, context, later);
        this.calls = calls;
        this.beans = beans;
        this.start = start;
        this.step = step;
        this.decision = decision;
    }

    @Override
    List<SmtpActivation> beans() {
        return beans;
    }

    @Override
    DeliveryOutcome perform() {
        result = start;
        return calls.call(beans, this::claim, (activation, bean) -> {
            result = step.next(bean, session(), result);
            if (result == null) {
                throw new IllegalStateException("A hook of " + activation.beanName() + " returned null");
            }
        });
    }

    @Override
    HookResult committed() {
        return decision.apply(result);
    }
}
