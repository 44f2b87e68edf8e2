package org.smtpconnector.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.HeaderFields;
import org.smtpconnector.protocol.HookResult;

/**
 * A decision of the application, as written in a transcript.
 *
 * @param topic what about
 * @param decision not null
 */
record Decision(Topic topic, HookResult decision) {

    enum Topic {
        CONNECT,
        HELLO,
        MAIL,
        RCPT,
        DATASTART,
        MESSAGE,
        AUTH,
        UNKNOWN,
        /** Not a question: the host rejects the next body at its first octet. */
        BODY
    }

    /**
     * Reads {@code topic proceed}, {@code topic as address}, {@code topic say text}, {@code topic header fields}, {@code topic
     * each reply | reply} or {@code topic reply}.
     */
    static Decision parse(String text) {
        String[] words = text.split(" ", 2);
        Topic topic = Topic.valueOf(words[0].toUpperCase(Locale.ROOT));
        String rest = words[1];
        if (rest.equals("proceed")) {
            return new Decision(topic, HookResult.PROCEED);
        }
        if (rest.startsWith("as ")) {
            return new Decision(topic, new HookResult.RecordAs(SmtpAddress.of(rest.substring(3))));
        }
        if (rest.startsWith("say ")) {
            return new Decision(topic, new HookResult.Say(text(rest.substring(4))));
        }
        if (rest.startsWith("header ")) {
            return new Decision(topic, new HookResult.AddHeader(HeaderFields.of(text(rest.substring(7)))));
        }
        if (rest.startsWith("each ")) {
            return new Decision(
                    topic,
                    new HookResult.AnswerEach(Arrays.stream(rest.substring(5).split(" \\| "))
                            .map(Decision::reply)
                            .toList()));
        }
        return new Decision(topic, new HookResult.Answer(reply(rest)));
    }

    private static String text(String escaped) {
        return new String(Octets.parse(escaped).toBytes(), StandardCharsets.UTF_8);
    }

    static SmtpReply reply(String text) {
        String[] words = text.split(" ", 3);
        return SmtpReply.of(Integer.parseInt(words[0]), words[1], words[2]);
    }
}
