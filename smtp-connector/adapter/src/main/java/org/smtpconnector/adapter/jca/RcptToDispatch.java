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
    private SmtpAddress recipient;

    RcptToDispatch(
            EndpointCalls calls,
            List<SmtpActivation> activations,
            SmtpQuestion.RcptTo question,
            Later later,
            long deadline) {
        super(new Outcomes(question.transaction().id()), later, deadline);
        this.calls = calls;
        this.activations = activations;
        this.question = question;
    }

    @Override
    ClassLoader loader() {
        return activations.get(0).loader();
    }

    @Override
    DeliveryOutcome perform() {
        recipient = question.recipient();
        return calls.call(activations, this::claim, bean -> {
            recipient = bean.onRcptTo(question.session(), question.transaction(), recipient);
            if (recipient == null) {
                throw new IllegalStateException("onRcptTo returned null; expected the recipient to record");
            }
        });
    }

    @Override
    SmtpDecision committed() {
        return recipient.equals(question.recipient()) ? SmtpDecision.PROCEED : new SmtpDecision.RecordAs(recipient);
    }
}
