package org.smtpconnector.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpReply;

/** The questions beyond recipients and messages, as far as transcripts cannot show them. */
class EngineHooksTest {

    private static final Instant CONNECTED = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant LATER = CONNECTED.plusSeconds(60);
    private static final HookResult NO = new HookResult.Answer(SmtpReply.of(550, "5.7.1", "No"));

    private final EventHost host = new EventHost();
    private final SmtpEngine engine = new SmtpEngine(
            EngineSettings.builder().hostname("mx.example").build(),
            host,
            "id-1",
            new InetSocketAddress("192.0.2.25", 25),
            new InetSocketAddress("192.0.2.1", 40000),
            CONNECTED);

    private ByteBuffer say(String text) {
        ByteBuffer in = ByteBuffers.ascii(text);
        engine.receive(in, LATER);
        return in;
    }

    private void startContent(String command) {
        say("EHLO client.example\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.net>\r\n" + command);
    }

    @Test
    void theGreetingWaitsForItsDecision() {
        host.later(HookCall.Connect.class);
        engine.connected();
        engine.connected();
        assertThat(host.events).containsExactly("ask Connect");
        assertThat(engine.isWaiting()).isTrue();
        HookCall.Connect question = host.last(HookCall.Connect.class);
        assertThat(question.greeting()).isEqualTo("ESMTP ready");
        assertThat(question.session().heloName()).isEmpty();

        engine.decided(Verdict.of(HookResult.PROCEED));
        assertThat(host.events).containsExactly("ask Connect", "220");
        assertThat(say("NOOP\r\n").hasRemaining()).isFalse();
        assertThat(host.events).endsWith("220", "250");
    }

    @Test
    void whoTalksBeforeTheGreetingIsRefusedOnceItIsDecided() {
        host.later(HookCall.Connect.class);
        engine.connected();
        ByteBuffer in = say("EHLO client.example\r\n");
        assertThat(in.position()).isZero();
        engine.decided(Verdict.of(HookResult.PROCEED));
        engine.receive(in, LATER);

        assertThat(host.events).containsExactly("ask Connect", "554", "close");
    }

    @Test
    void whoTalksEarlyAndIsNotWantedHearsTheApplication() {
        host.later(HookCall.Connect.class);
        engine.connected();
        say("EHLO client.example\r\n");
        engine.decided(Verdict.of(NO));

        assertThat(host.events).containsExactly("ask Connect", "554", "close");
    }

    @Test
    void shutdownWhileTheGreetingIsOpen() {
        host.later(HookCall.Connect.class);
        engine.connected();
        engine.shutdown(Replies.SHUTTING_DOWN);
        assertThat(host.events).containsExactly("ask Connect");
        engine.decided(Verdict.of(HookResult.PROCEED));

        assertThat(host.events).containsExactly("ask Connect", "220", "421", "close");
    }

    @Test
    void aPositiveReplyDoesNotReplaceTheGreetingNorTheListOfExtensionsNor354() {
        HookResult yes = new HookResult.Answer(SmtpReply.of(250, "2.0.0", "Yes"));
        host.answers.put(HookCall.Connect.class, yes);
        host.answers.put(HookCall.Hello.class, yes);
        host.answers.put(HookCall.DataStart.class, yes);
        engine.connected();
        startContent("DATA\r\n");

        assertThat(host.events).contains("220", "354");
        assertThat(engine.session().isExtended()).isTrue();
    }

    @Test
    void helloIsAskedWithTheSessionAsItWasBefore() {
        engine.connected();
        say("HELO one.example\r\nEHLO two.example\r\n");

        HookCall.Hello question = host.last(HookCall.Hello.class);
        assertThat(question.heloName()).isEqualTo("two.example");
        assertThat(question.greeting()).isEmpty();
        assertThat(question.session().heloName()).isEqualTo("one.example");
        assertThat(question.session().isExtended()).isFalse();
        assertThat(engine.session().heloName()).isEqualTo("two.example");
    }

    @Test
    void theSenderIsAskedForWithTheTransactionThatBegins() {
        host.answers.put(HookCall.MailFrom.class, new HookResult.RecordAs(new SmtpAddress("c", "example.com")));
        engine.connected();
        startContent("");

        HookCall.MailFrom question = host.last(HookCall.MailFrom.class);
        assertThat(question.transaction().id()).isEqualTo("id-1-1");
        assertThat(question.transaction().startedAt()).isEqualTo(LATER);
        assertThat(question.transaction().reversePath()).isEqualTo(new SmtpAddress("a", "example.org"));
        assertThat(host.last(HookCall.RcptTo.class).transaction().reversePath())
                .isEqualTo(new SmtpAddress("c", "example.com"));
    }

    @Test
    void aRefusedSenderLeavesNoTransactionAndNoIdTwice() {
        host.answers.put(HookCall.MailFrom.class, NO);
        engine.connected();
        say("EHLO client.example\r\nMAIL FROM:<>\r\nMAIL FROM:<>\r\n");

        assertThat(host.last(HookCall.MailFrom.class).transaction().id()).isEqualTo("id-1-2");
        assertThat(host.events).endsWith("550", "ask MailFrom", "550");
    }

    @Test
    void theContentIsAskedForWithAllRecipients() {
        host.later(HookCall.DataStart.class);
        engine.connected();
        startContent("RCPT TO:<c@example.net>\r\nDATA\r\n");
        assertThat(host.last(HookCall.DataStart.class).transaction().recipients())
                .containsExactly(new SmtpAddress("b", "example.net"), new SmtpAddress("c", "example.net"));
        assertThat(engine.isReceivingBody()).isFalse();
        ByteBuffer in = say("x\r\n.\r\n");
        assertThat(in.position()).isZero();
        host.events.clear();

        engine.decided(Verdict.of(new HookResult.AddHeader(HeaderFields.of("X-A: 1"))));
        engine.receive(in, LATER);
        assertThat(host.events).hasSize(6);
        assertThat(host.events.get(0)).isEqualTo("open id-1 id-1-1");
        assertThat(host.events.get(1)).startsWith("body Received: from client.example");
        assertThat(host.events.subList(2, 6)).containsExactly("body X-A: 1", "354", "body x", "250");
    }

    @Test
    void shutdownWhileTheContentIsDecidedAbout() {
        host.later(HookCall.DataStart.class);
        engine.connected();
        startContent("DATA\r\n");
        engine.shutdown(Replies.SHUTTING_DOWN);
        host.events.clear();
        engine.decided(Verdict.of(NO));

        assertThat(host.events).containsExactly("550", "421", "close");
    }

    @Test
    void shutdownWaitsForEachOfTheDecisionsThatFollowOneAnother() {
        host.later(HookCall.DataStart.class);
        host.later(HookCall.Message.class);
        engine.connected();
        startContent("BDAT 0 LAST\r\n");
        engine.shutdown(Replies.SHUTTING_DOWN);
        engine.decided(Verdict.of(HookResult.PROCEED));
        assertThat(host.events).endsWith("ask Message");

        engine.decided(Verdict.of(HookResult.PROCEED));
        assertThat(host.events).endsWith("ask Message", "250", "421", "close");
    }

    @Test
    void anUnknownCommandIsAskedAsItCame() {
        engine.connected();
        say("  x\u00c3\u00a4 \t\r\n");

        HookCall.UnknownCommand question = host.last(HookCall.UnknownCommand.class);
        assertThat(question.command()).isEqualTo("  x\u00e4 \t");
        assertThat(question.reply()).isEqualTo(Replies.UNRECOGNIZED);
        assertThat(engine.session().errorCount()).isOne();
    }

    @Test
    void whatIsOutOfOrderOrIllFormedIsNotUnknown() {
        engine.connected();
        say("MAIL FROM:<>\r\nHELO\r\nVRFY\r\nAUTH PLAIN\r\n\rNOOP\r\n");

        assertThat(host.questions).noneMatch(HookCall.UnknownCommand.class::isInstance);
        assertThat(engine.session().errorCount()).isEqualTo(5);
    }
}
