package org.smtpconnector.adapter.jca;

import java.util.List;
import org.smtpconnector.adapter.transport.SmtpApplication.Later;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.protocol.SmtpDecision;
import org.smtpconnector.protocol.SmtpQuestion;

/** A recipient on its way to the beans that want to decide about it: each sees what the former made of it. */
final class RcptToDispatch extends Dispatch {

    private final EndpointCalls calls;
    private final List<SmtpActivation> activations;
    private final SmtpQuestion.RcptTo question;
    private final Outcomes outcomes;

    RcptToDispatch(
            EndpointCalls calls,
            List<SmtpActivation> activations,
            SmtpQuestion.RcptTo question,
            Later later,
            long deadline) {
        super(later, deadline);
        this.calls = calls;
        this.activations = activations;
        this.question = question;
        this.outcomes = new Outcomes(question.transaction());
    }

    @Override
    ClassLoader loader() {
        return activations.get(0).loader();
    }

    @Override
    DeliveryOutcome<SmtpDecision> perform() {
        SmtpAddress recipient = question.recipient();
        for (SmtpActivation activation : activations) {
            SmtpAddress asked = recipient;
            // Each call has a transaction of its own; only the last one's commit may make the answer final.
            boolean last = activation == activations.get(activations.size() - 1);
            DeliveryOutcome<SmtpAddress> outcome = calls.call(
                    activation,
                    SmtpActivation.ON_RCPT_TO,
                    () -> !last || claim(),
                    bean -> bean.onRcptTo(question.session(), question.transaction(), asked));
            if (!(outcome instanceof DeliveryOutcome.Committed<SmtpAddress> committed)) {
                return outcome.map(null);
            }
            if (committed.value() == null) {
                return new DeliveryOutcome.Failed<>(activation.beanName() + ".onRcptTo returned null", null);
            }
            recipient = committed.value();
        }
        return new DeliveryOutcome.Committed<>(
                recipient.equals(question.recipient()) ? SmtpDecision.PROCEED : new SmtpDecision.RecordAs(recipient));
    }

    @Override
    SmtpDecision decision(DeliveryOutcome<SmtpDecision> outcome) {
        return outcomes.decision(outcome);
    }

    @Override
    SmtpDecision unavailable() {
        return outcomes.unavailable();
    }

    @Override
    SmtpDecision timedOut() {
        return outcomes.timedOut();
    }
}
