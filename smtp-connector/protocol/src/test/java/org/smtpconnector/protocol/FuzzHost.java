package org.smtpconnector.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTransaction;

/**
 * An application whose mind an octet string makes up, and that complains if the engine breaks its contract. The octets are
 * taken from the end of the input, one for a question, over and over: those of ASCII say yes, the others all the rest.
 */
final class FuzzHost implements SmtpHost {

    /** Printable ASCII only, and nothing but CRLF at the end of each line (RFC 5321 section 4.2). */
    private static final Pattern REPLY = Pattern.compile("([2-5][0-9][0-9][ -][ -~]*\r\n)+");

    private static final SmtpReply NO = SmtpReply.of(550, "5.7.1", "No");
    private static final SmtpReply LATER = SmtpReply.of(451, "4.7.1", "Later");
    private static final SmtpReply GO_AWAY = SmtpReply.of(421, "4.7.0", "Go away");
    private static final SmtpReply YES = SmtpReply.of(250, "2.1.0", "Yes");

    /** Replies and messages, in order. */
    final List<String> outcome = new ArrayList<>();

    private final byte[] mind;
    private final ServerProtocol protocol;
    private int questions;
    private SmtpEngine engine;
    private HookResult open;
    private boolean farewell;
    private ByteArrayOutputStream body;
    private boolean rejecting;
    private boolean closed;
    private boolean securing;

    FuzzHost(byte[] mind, ServerProtocol protocol) {
        this.mind = mind;
        this.protocol = protocol;
    }

    void runs(SmtpEngine it) {
        engine = it;
    }

    boolean isClosed() {
        return closed;
    }

    boolean takeStartTls() {
        boolean was = securing;
        securing = false;
        return was;
    }

    /** Gives the decision that was left open, if there is one; true if there was. */
    boolean settle() {
        if (!engine.isWaiting()) {
            return false;
        }
        if (farewell) {
            farewell = false;
            engine.shutdown(Replies.SHUTTING_DOWN);
        }
        HookResult decision = open;
        open = null;
        engine.decided(Verdict.of(decision));
        return true;
    }

    @Override
    public void reply(SmtpReply reply) {
        String text = reply.toString();
        check(!closed && !securing, "a reply after the end", text);
        check(REPLY.matcher(text).matches(), "an ill-formed reply", text);
        outcome.add(text);
    }

    @Override
    public boolean isBacklogged() {
        return false;
    }

    @Override
    public Verdict ask(HookCall question) {
        check(open == null, "a question while another one is open", question);
        int octet = octet();
        HookResult decision = decide(question, octet);
        if (question instanceof HookCall.Message message) {
            outcome.add(message.transaction().recipients() + body.toString(StandardCharsets.ISO_8859_1));
            body = null;
        }
        if ((octet & 0xC0) != 0xC0) {
            return Verdict.of(decision);
        }
        farewell = octet >= 0xF8;
        open = decision;
        return null;
    }

    private int octet() {
        questions++;
        return mind.length == 0 ? 0 : mind[mind.length - 1 - (questions - 1) % mind.length] & 0xFF;
    }

    /** All that the question may be answered with, by its Javadoc. */
    private HookResult decide(HookCall question, int octet) {
        if (octet < 0x80) {
            return question instanceof HookCall.Authenticate
                    ? new HookResult.Answer(Replies.AUTHENTICATION_FAILED)
                    : HookResult.PROCEED;
        }
        if (question instanceof HookCall.Authenticate && (octet & 7) >= 3) {
            return new HookResult.Authenticated(new Caller("user", Set.of()));
        }
        return switch (octet & 7) {
            case 0 -> new HookResult.Answer(NO);
            case 1 -> new HookResult.Answer(LATER);
            case 2 -> new HookResult.Answer(GO_AWAY);
            case 3, 4 -> special(question);
            default -> HookResult.PROCEED;
        };
    }

    private HookResult special(HookCall question) {
        if (question instanceof HookCall.MailFrom || question instanceof HookCall.RcptTo) {
            return new HookResult.RecordAs(new SmtpAddress("a (\u00e4", "b; c"));
        } else if (question instanceof HookCall.Connect || question instanceof HookCall.Hello) {
            return new HookResult.Say("hi\r\n250 \0\u00e4");
        } else if (question instanceof HookCall.DataStart) {
            return new HookResult.AddHeader(HeaderFields.of("X-A: 1\n\tfolded"));
        } else if (question instanceof HookCall.Message message && protocol == ServerProtocol.LMTP) {
            List<SmtpReply> replies = new ArrayList<>(
                    Collections.nCopies(message.transaction().recipients().size(), YES));
            replies.set(0, LATER);
            return new HookResult.AnswerEach(replies);
        }
        return new HookResult.Answer(YES);
    }

    @Override
    public void openBody(SessionSnapshot session, SmtpTransaction transaction) {
        check(body == null, "a body within a body", transaction);
        check(!transaction.recipients().isEmpty(), "a body for nobody", transaction);
        body = new ByteArrayOutputStream();
        int octet = octet();
        rejecting = octet >= 0x80 && octet % 3 == 0;
    }

    @Override
    public void body(ByteBuffer piece) {
        check(piece.hasRemaining(), "an empty piece", piece);
        while (piece.hasRemaining()) {
            body.write(piece.get());
        }
        if (rejecting) {
            rejecting = false;
            engine.rejectBody(Verdict.refused(Replies.STORAGE_FULL));
        }
    }

    @Override
    public void discardBody() {
        check(body != null, "nothing to discard", outcome);
        body = null;
    }

    @Override
    public void startTls() {
        check(!securing, "startTls() twice", outcome);
        securing = true;
    }

    @Override
    public void close() {
        check(!closed, "close() twice", outcome);
        closed = true;
    }

    /** Not by AssertJ, which would take most of the time. */
    static void check(boolean condition, String complaint, Object culprit) {
        if (!condition) {
            throw new AssertionError(complaint + ": " + culprit);
        }
    }
}
