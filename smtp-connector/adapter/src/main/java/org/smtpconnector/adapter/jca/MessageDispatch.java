package org.smtpconnector.adapter.jca;

import jakarta.mail.Session;
import java.util.List;
import java.util.Map;
import org.smtpconnector.adapter.transport.SmtpApplication.Later;
import org.smtpconnector.adapter.transport.SpooledContent;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.SmtpDecision;

/** A message on its way to the beans that have claimed a recipient of it: all of them take it, or none. */
final class MessageDispatch extends Dispatch {

    private final EndpointCalls calls;
    private final Map<SmtpActivation, List<SmtpAddress>> deliveries;
    private final SmtpTransaction transaction;
    private final SpooledContent content;
    private final Session mailSession;
    private SmtpReply reply;

    /**
     * Not started.
     *
     * @param deliveries the beans in their order, and the recipients that each has claimed
     */
    MessageDispatch(
            Dispatch.Context context,
            EndpointCalls calls,
            Map<SmtpActivation, List<SmtpAddress>> deliveries,
            SmtpTransaction transaction,
            SpooledContent content,
            Session mailSession,
            Later later) {
        super(context, later);
        this.calls = calls;
        this.deliveries = deliveries;
        this.transaction = transaction;
        this.content = content;
        this.mailSession = mailSession;
    }

    @Override
    List<SmtpActivation> beans() {
        return List.copyOf(deliveries.keySet());
    }

    @Override
    DeliveryOutcome perform() {
        reply = null;
        return calls.call(beans(), this::claim, this::deliver);
    }

    private void deliver(SmtpActivation activation, SmtpMessageListener bean) throws SmtpRejectedException {
        List<SmtpAddress> claimed = deliveries.get(activation);
        SmtpTransaction seen = claimed.size() == transaction.recipients().size()
                ? transaction
                : new ClaimedTransaction(transaction, claimed);
        try (DeliveredMessage message = new DeliveredMessage(session(), seen, content, mailSession)) {
            bean.onMessage(message);
            reply = message.reply() == null ? reply : message.reply();
        }
    }

    @Override
    SmtpDecision committed() {
        return reply == null ? SmtpDecision.PROCEED : new SmtpDecision.Answer(reply);
    }
}
