package org.smtpconnector.protocol;

import java.util.List;
import java.util.Objects;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpReply;

/** The answer to a {@link HookCall}: the part of a {@link Verdict} that the engine applies. Immutable. */
public sealed interface HookResult {

    /** The client may do as it asked, and hears the default reply. */
    HookResult PROCEED = new Proceed();

    /**
     * Returns the reply of a decision that is a refusal.
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
     * @param caller the user that the credential belongs to; not null
     */
    record Authenticated(Caller caller) implements HookResult {
        public Authenticated {
            Objects.requireNonNull(caller, "caller");
        }
    }

    /** The type of {@link #PROCEED}. */
    record Proceed() implements HookResult {}

    /**
     * The client may do as it asked, but the transaction gets another address.
     *
     * @param address not null
     */
    record RecordAs(SmtpAddress address) implements HookResult {
        public RecordAs {
            Objects.requireNonNull(address, "address");
        }
    }

    /**
     * The client hears this reply: a positive one grants what it asked, another one refuses it. 421 also ends the session.
     *
     * @param reply not null
     */
    record Answer(SmtpReply reply) implements HookResult {
        public Answer {
            Objects.requireNonNull(reply, "reply");
        }
    }

    /**
     * The client hears a reply for each recipient of its message (LMTP only, RFC 2033 section 4.2).
     *
     * @param replies in the order of the transaction's recipients, as many as there are
     */
    record AnswerEach(List<SmtpReply> replies) implements HookResult {
        public AnswerEach {
            replies = List.copyOf(replies);
        }
    }

    /**
     * The client may do as it asked, and the greeting or the reply to its HELO has this text.
     *
     * @param text at most 200 characters of it are used, and no others than printable ASCII; not null
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
     * The content may come, and gets these fields in its header.
     *
     * @param fields each on a line of its own; lines may be folded (RFC 5322 section 2.2.3) and end with LF or CRLF
     */
    record AddHeader(HeaderFields fields) implements HookResult {
        public AddHeader {
            Objects.requireNonNull(fields, "fields");
        }
    }
}
