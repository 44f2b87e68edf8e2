package org.smtpconnector.adapter.jca;

import jakarta.mail.Session;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.smtpconnector.adapter.session.SmtpApplication.Later;
import org.smtpconnector.adapter.spool.MessageContent;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Replies;

/**
 * A message on its way to the beans that have claimed a recipient of it: all of them take it, or none.
 *
 * <p>With LMTP a bean may refuse single recipients. Such a recipient is taken by no bean: those that come later do not see it,
 * and if an earlier one has taken it, the transaction is rolled back and begins anew without it.
 */
final class MessageDispatch extends Dispatch {

    private final EndpointCalls calls;
    private final List<SmtpActivation> beans;
    private final Map<SmtpActivation, List<Integer>> claims;
    private final SmtpTransaction transaction;
    private final MessageContent content;
    private final Session mailSession;

    /** What is said about the message as a whole (SMTP); null if no bean has said. */
    private SmtpReply reply;

    /** What is said about each recipient (LMTP); null where no bean has said. */
    private final SmtpReply[] replies;

    /** The recipients that a bean has taken in the transaction that is going on. */
    private final BitSet taken = new BitSet();

    private final BitSet refused = new BitSet();

    /**
     * Not started.
     *
     * @param claims the beans in their order, and the indices of the recipients that each has claimed
     */
    MessageDispatch(
            Dispatch.Context context,
            EndpointCalls calls,
            Map<SmtpActivation, List<Integer>> claims,
            SmtpTransaction transaction,
            MessageContent content,
            Session mailSession,
            Later later) {
        super(Hook.MESSAGE, context, later);
        this.calls = calls;
        this.beans = List.copyOf(claims.keySet());
        this.claims = claims;
        this.transaction = transaction;
        this.content = content;
        this.mailSession = mailSession;
        this.replies = new SmtpReply[transaction.recipients().size()];
    }

    @Override
    List<SmtpActivation> beans() {
        return beans;
    }

    @Override
    DeliveryOutcome perform() {
        refused.clear();
        DeliveryOutcome outcome;
        int before;
        do { // at most once for each recipient, since each time another one is refused
            before = refused.cardinality();
            beginAnew();
            outcome = calls.call(beans, this::claim, this::deliver);
        } while (isRefusedTooLate(outcome) && refused.cardinality() > before && isWaitedFor());
        return outcome;
    }

    /** Only refusals count for the next try. */
    private void beginAnew() {
        taken.clear();
        reply = null;
        for (int i = refused.nextClearBit(0); i < replies.length; i = refused.nextClearBit(i + 1)) {
            replies[i] = null;
        }
    }

    private static boolean isRefusedTooLate(DeliveryOutcome outcome) {
        return outcome instanceof DeliveryOutcome.Failed failed && failed.cause() instanceof RefusedTooLate;
    }

    private void deliver(SmtpActivation activation, SmtpMessageListener bean) throws SmtpRejectedException {
        List<Integer> claimed = claims.get(activation).stream()
                .filter(recipient -> !refused.get(recipient))
                .toList();
        if (claimed.isEmpty()) {
            return;
        }
        List<SmtpAddress> recipients = transaction.recipients();
        SmtpTransaction seen = claimed.size() == recipients.size()
                ? transaction
                : new ClaimedTransaction(
                        transaction, claimed.stream().map(recipients::get).toList());
        try (DeliveredMessage message = new DeliveredMessage(session(), seen, content, mailSession)) {
            bean.onMessage(message);
            note(claimed, message);
        }
    }

    private void note(List<Integer> claimed, DeliveredMessage message) {
        reply = message.reply() == null ? reply : message.reply();
        boolean tooLate = false;
        for (int recipient : claimed) {
            SmtpReply said = message.replyAbout(transaction.recipients().get(recipient));
            replies[recipient] = said == null ? replies[recipient] : said;
            if (said == null || said.isPositive()) {
                taken.set(recipient);
            } else {
                refused.set(recipient);
                tooLate |= taken.get(recipient);
            }
        }
        if (tooLate) {
            throw new RefusedTooLate();
        }
    }

    @Override
    HookResult committed() {
        if (session().isLmtp()) {
            SmtpReply queued = Replies.queued(transaction.id());
            return new HookResult.AnswerEach(Arrays.stream(replies)
                    .map(said -> said == null ? queued : said)
                    .toList());
        }
        return reply == null ? HookResult.PROCEED : new HookResult.Answer(reply);
    }

    /** A bean refuses a recipient that an earlier bean has taken: rolls the transaction back. */
    private static final class RefusedTooLate extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RefusedTooLate() {
            super("A recipient was refused that another bean had taken", null, false, false);
        }
    }
}
