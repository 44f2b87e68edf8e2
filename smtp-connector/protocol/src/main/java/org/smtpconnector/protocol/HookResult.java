package org.smtpconnector.protocol;

import java.util.List;
import java.util.Objects;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpReply;

/** The answer to an {@link HookCall}. */
public sealed interface HookResult {

    /** Yes, as asked; with the default reply. */
    HookResult PROCEED = new Proceed();

    /**
     * The reply of a decision that is a refusal.
     *
     * @param decision not null
     * @return a 4xx or 5xx; null if the decision is a yes
     */
    static SmtpReply refusal(HookResult decision) {
        return decision instanceof Answer answer && !answer.reply().isPositive() ? answer.reply() : null;
    }

    /**
     * The credential is right; the answer to {@link HookCall.Authenticate}.
     *
     * @param caller whom the credential belongs to; not null
     */
    record Authenticated(Caller caller) implements HookResult {
        public Authenticated {
            Objects.requireNonNull(caller, "caller");
        }
    }

    /** The type of {@link #PROCEED}. */
    record Proceed() implements HookResult {}

    /**
     * Yes, but record another address.
     *
     * @param address not null
     */
    record RecordAs(SmtpAddress address) implements HookResult {
        public RecordAs {
            Objects.requireNonNull(address, "address");
        }
    }

    /**
     * Answer with this reply: yes if it is positive, no if it is not. 421 also ends the session.
     *
     * @param reply not null
     */
    record Answer(SmtpReply reply) implements HookResult {
        public Answer {
            Objects.requireNonNull(reply, "reply");
        }
    }

    /**
     * Answer about a message with a reply per recipient (LMTP only, RFC 2033 section 4.2).
     *
     * @param replies in the order of the transaction's recipients, as many as there are
     */
    record AnswerEach(List<SmtpReply> replies) implements HookResult {
        public AnswerEach {
            replies = List.copyOf(replies);
        }
    }

    /**
     * Yes, and say this in the greeting.
     *
     * @param text what is not printable ASCII is left out
     */
    record Say(String text) implements HookResult {
        public Say {
            text = text.chars()
                    .filter(c -> c >= ' ' && c <= '~')
                    .limit(MAX_TEXT)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }

        private static final int MAX_TEXT = 200;
    }

    /**
     * Yes, and put these fields into the header.
     *
     * @param fields each on a line of its own; lines may be folded (RFC 5322 section 2.2.3) and end with LF or CRLF
     */
    record AddHeader(HeaderFields fields) implements HookResult {
        public AddHeader {
            Objects.requireNonNull(fields, "fields");
        }
    }
}
