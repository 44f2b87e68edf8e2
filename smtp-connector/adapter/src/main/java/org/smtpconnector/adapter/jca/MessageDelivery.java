package org.smtpconnector.adapter.jca;

import jakarta.resource.spi.UnavailableException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.smtpconnector.adapter.session.SmtpApplication.VerdictCallback;
import org.smtpconnector.adapter.spool.MessageContent;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.Verdict;

/**
 * A message on its way to the beans that have claimed a recipient of it: all of them take it, or none.
 *
 * <p>With LMTP a bean may refuse single recipients. Such a recipient is taken by no bean: those that come later do not see it,
 * and if an earlier one has taken it, the transaction is rolled back and begins anew without it.
 */
final class MessageDelivery extends Invocation {

    private final Map<EndpointActivation, BitSet> claims;
    private final SmtpTransaction transaction;
    private final MessageContent content;
    private final JakartaMail mail;

    /** The reply about the message as a whole (SMTP); null if no bean has set one. */
    private SmtpReply reply;

    /** The reply about each recipient (LMTP); null where no bean has set one. */
    private final SmtpReply[] replies;

    /** The recipients that a bean has taken in the transaction that is going on. */
    private final BitSet taken = new BitSet();

    private final BitSet refused = new BitSet();

    /** Whether a bean has refused a recipient that an earlier bean had taken. */
    private boolean refusedTooLate;

    /**
     * Makes a delivery that waits.
     *
     * @param claims the beans in their order, and the indices of the recipients that each has claimed
     */
    MessageDelivery(
            Invocation.Context context,
            Map<EndpointActivation, BitSet> claims,
            SmtpTransaction transaction,
            MessageContent content,
            JakartaMail mail,
            VerdictCallback callback) {
        super(Hook.MESSAGE, context, List.copyOf(claims.keySet()), callback);
        this.claims = claims;
        this.transaction = transaction;
        this.content = content;
        this.mail = mail;
        this.replies = new SmtpReply[transaction.recipients().size()];
    }

    @Override
    Verdict perform(EndpointInvoker invoker) throws UnavailableException {
        refused.clear();
        Verdict verdict;
        int before;
        do { // at most once for each recipient, since each time another one is refused
            before = refused.cardinality();
            beginAnew();
            verdict = invoker.invoke(this);
        } while (refusedTooLate && refused.cardinality() > before && isWaitedFor());
        return verdict;
    }

    /** Only refusals count for the next try. */
    private void beginAnew() {
        refusedTooLate = false;
        taken.clear();
        reply = null;
        for (int i = refused.nextClearBit(0); i < replies.length; i = refused.nextClearBit(i + 1)) {
            replies[i] = null;
        }
    }

    @Override
    public void to(EndpointActivation activation, SmtpMessageListener bean) throws SmtpRejectedException {
        BitSet claimed = (BitSet) claims.get(activation).clone();
        claimed.andNot(refused);
        if (claimed.isEmpty()) {
            return;
        }
        List<SmtpAddress> recipients = transaction.recipients();
        SmtpTransaction seen = claimed.cardinality() == recipients.size()
                ? transaction
                : new ClaimedTransaction(
                        transaction, claimed.stream().mapToObj(recipients::get).toList());
        try (DeliveredMessage message = new DeliveredMessage(session(), seen, content, mail)) {
            bean.onMessage(message);
            note(claimed, message);
        }
    }

    private void note(BitSet claimed, DeliveredMessage message) throws SmtpRejectedException {
        reply = message.reply() == null ? reply : message.reply();
        for (int recipient = claimed.nextSetBit(0); recipient >= 0; recipient = claimed.nextSetBit(recipient + 1)) {
            SmtpReply said = message.replyAbout(transaction.recipients().get(recipient));
            replies[recipient] = said == null ? replies[recipient] : said;
            if (said == null || said.isPositive()) {
                taken.set(recipient);
            } else {
                refused.set(recipient);
                refusedTooLate |= taken.get(recipient);
            }
        }
        if (refusedTooLate) {
            throw new SmtpRejectedException(
                    replies[refused.nextSetBit(0)], "A recipient was refused that another bean had taken", null);
        }
    }

    @Override
    public Verdict committed() {
        if (!session().isLmtp()) {
            return accepted(reply == null ? HookResult.PROCEED : new HookResult.Answer(reply));
        }
        SmtpReply queued = Replies.queued(transaction.id());
        List<SmtpReply> each =
                Arrays.stream(replies).map(said -> said == null ? queued : said).toList();
        boolean anyTaken = each.stream().anyMatch(SmtpReply::isPositive);
        return new Verdict(
                new HookResult.AnswerEach(each),
                anyTaken ? Outcome.ACCEPTED : Outcome.REFUSED_BY_BEAN,
                List.of(),
                0,
                0);
    }
}
