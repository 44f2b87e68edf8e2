package org.smtpconnector.adapter.jca;

import jakarta.mail.Session;
import java.util.List;
import org.smtpconnector.adapter.transport.SmtpApplication.Later;
import org.smtpconnector.adapter.transport.SpooledContent;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.protocol.SmtpDecision;
import org.smtpconnector.protocol.SmtpQuestion;

/** A message on its way to the beans. */
final class MessageDispatch extends Dispatch {

    private final EndpointCalls calls;
    private final List<SmtpActivation> activations;
    private final SmtpQuestion.Message question;
    private final SpooledContent content;
    private final Session mailSession;
    private final Outcomes outcomes;

    MessageDispatch(
            EndpointCalls calls,
            List<SmtpActivation> activations,
            SmtpQuestion.Message question,
            SpooledContent content,
            Session mailSession,
            Later later,
            long deadline) {
        super(later, deadline);
        this.calls = calls;
        this.activations = activations;
        this.question = question;
        this.content = content;
        this.mailSession = mailSession;
        this.outcomes = new Outcomes(question.transaction());
    }

    @Override
    ClassLoader loader() {
        return activations.get(0).loader();
    }

    @Override
    DeliveryOutcome<SmtpDecision> perform() {
        if (activations.size() == 1) {
            return calls.call(activations.get(0), SmtpActivation.ON_MESSAGE, this::claim, bean -> {
                deliver(bean);
                return SmtpDecision.PROCEED;
            });
        }
        return calls.callAll(activations, this::claim, this::deliver).map(SmtpDecision.PROCEED);
    }

    private void deliver(SmtpMessageListener bean) throws SmtpRejectedException {
        try (DeliveredMessage message = new DeliveredMessage(question, content, mailSession)) {
            bean.onMessage(message);
        }
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
