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

    MessageDispatch(
            EndpointCalls calls,
            List<SmtpActivation> activations,
            SmtpQuestion.Message question,
            SpooledContent content,
            Session mailSession,
            Later later,
            long deadline) {
        super(new Outcomes(question.transaction().id()), later, deadline);
        this.calls = calls;
        this.activations = activations;
        this.question = question;
        this.content = content;
        this.mailSession = mailSession;
    }

    @Override
    ClassLoader loader() {
        return activations.get(0).loader();
    }

    @Override
    DeliveryOutcome perform() {
        return calls.call(activations, this::claim, this::deliver);
    }

    private void deliver(SmtpMessageListener bean) throws SmtpRejectedException {
        try (DeliveredMessage message = new DeliveredMessage(question, content, mailSession)) {
            bean.onMessage(message);
        }
    }

    @Override
    SmtpDecision committed() {
        return SmtpDecision.PROCEED;
    }
}
