package org.smtpconnector.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smtpconnector.api.SmtpReply;

/** Holds all constants against the rules that are common to them. */
class RepliesTest {

    static Stream<Field> constants() {
        return Arrays.stream(Replies.class.getDeclaredFields())
                .filter(field -> field.getType() == SmtpReply.class)
                .filter(field -> Modifier.isPublic(field.getModifiers()));
    }

    @Test
    void thereAreConstants() {
        assertThat(constants()).hasSizeGreaterThan(30);
    }

    /** RFC 2034 section 4: every 2xx, 4xx and 5xx reply but greeting, HELO and EHLO, which are methods here. */
    @ParameterizedTest
    @MethodSource("constants")
    void enhancedCodeUnlessExempt(Field field) throws IllegalAccessException {
        SmtpReply reply = (SmtpReply) field.get(null);

        assertThat(reply.enhancedCode().isEmpty()).as("%s", reply).isEqualTo(reply.code() / 100 == 3);
    }

    /** RFC 5321 section 4.2: a client must cope with any text, but people read it: one short line. */
    @ParameterizedTest
    @MethodSource("constants")
    void oneShortLine(Field field) throws IllegalAccessException {
        SmtpReply reply = (SmtpReply) field.get(null);

        assertThat(reply.lines()).hasSize(1);
        assertThat(reply.toString()).hasSizeLessThanOrEqualTo(120).endsWith("\r\n");
    }

    @Test
    void theOnesWithParts() {
        assertThat(Replies.failure("4711")).hasToString("451 4.3.0 Local error in processing, id 4711\r\n");
        assertThat(Replies.queued("s1-1")).hasToString("250 2.0.0 Ok: queued as s1-1\r\n");
        EngineSettings settings =
                EngineSettings.builder().hostname("mx.example").build();
        assertThat(HelloReplies.greeting(settings, settings.banner())).hasToString("220 mx.example ESMTP ready\r\n");
        assertThat(HelloReplies.helo(settings, "")).hasToString("250 mx.example\r\n");
    }

    /** Fault 17 of issue 10: whoever counts replies knows them by identity. */
    @Test
    void aRefusalThatMayStandInPlaceOfTheGreetingStaysTheSameReply() {
        assertThat(Replies.inPlaceOfGreeting(Replies.TOO_MANY_CLIENT_CONNECTIONS))
                .isSameAs(Replies.TOO_MANY_CLIENT_CONNECTIONS);
        assertThat(Replies.inPlaceOfGreeting(Replies.PROXIES_ONLY)).isSameAs(Replies.PROXIES_ONLY);
        assertThat(Replies.inPlaceOfGreeting(Replies.QUEUE_FULL))
                .hasToString("421 4.3.2 Too much waits to be processed, try again later\r\n");
        assertThat(Replies.inPlaceOfGreeting(Replies.NO_SUCH_RECIPIENT))
                .hasToString("554 5.1.1 No such recipient here\r\n");
    }
}
