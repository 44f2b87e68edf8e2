package org.smtpconnector.testkit;

import java.util.Arrays;
import java.util.Locale;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.SmtpDecision;

/**
 * What the application decides, as written in a transcript.
 *
 * @param topic what about
 * @param decision not null
 */
record Decision(Topic topic, SmtpDecision decision) {

    enum Topic {
        RCPT,
        MESSAGE,
        AUTH,
        /** Not a question: the host rejects the next body at its first octet. */
        BODY
    }

    /** Reads {@code topic proceed}, {@code topic as address}, {@code topic each reply | reply} or {@code topic reply}. */
    static Decision parse(String text) {
        String[] words = text.split(" ", 2);
        Topic topic = Topic.valueOf(words[0].toUpperCase(Locale.ROOT));
        String rest = words[1];
        if (rest.equals("proceed")) {
            return new Decision(topic, SmtpDecision.PROCEED);
        }
        if (rest.startsWith("as ")) {
            return new Decision(topic, new SmtpDecision.RecordAs(SmtpAddress.of(rest.substring(3))));
        }
        if (rest.startsWith("each ")) {
            return new Decision(
                    topic,
                    new SmtpDecision.AnswerEach(Arrays.stream(rest.substring(5).split(" \\| "))
                            .map(Decision::reply)
                            .toList()));
        }
        return new Decision(topic, new SmtpDecision.Answer(reply(rest)));
    }

    static SmtpReply reply(String text) {
        String[] words = text.split(" ", 3);
        return SmtpReply.of(Integer.parseInt(words[0]), words[1], words[2]);
    }
}
