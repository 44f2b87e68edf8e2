package org.smtpconnector.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.smtpconnector.protocol.EngineSettings;

/**
 * An SMTP dialogue, written down. A file holds several; what stands before the first title is the beginning of each.
 *
 * <pre>{@code
 * # a comment
 * O: maxMessageSize 1000        a setting of the listener
 * === One message               a title: a dialogue begins
 * S: 220 *                      the server sends a line; * stands for anything
 * C: EHLO client.example        the client sends a line, CRLF is added
 * S: 250 ...                    the server sends a reply with that code, of any number of lines
 * A: rcpt 550 5.1.1 No          the application decides: proceed, or a reply to refuse or instead of the default one
 * A: mail as c@example.com      ... about connect, hello, mail, rcpt, datastart, message, auth, unknown
 * A: hello say pleased to meet you
 * A: datastart header X-A: 1\nX-B: 2
 * A: message each 250 2.1.5 Ok | 550 5.1.1 No    or one per recipient, with LMTP
 * A: body 452 4.3.1 Full        the spool refuses the next body
 * R: one\rtwo                   the client sends octets, no CRLF is added
 * M: Subject: test              a line of a message that has been received; CRLF is added
 * N: end                        octets of a message that has been received; no CRLF is added
 * M-                            ends the message before, if another follows at once
 * TLS:                          the TLS handshake takes place
 * W:                            the client waits for the replies, even where its octets are coalesced
 * E:                            the server closes the connection
 * }</pre>
 *
 * <p>Decisions are taken in the order in which they stand, a queue per topic; when a queue is empty, the decision is to
 * proceed; about a credential, to accept the password or token {@code secret} only. Octets are written with the escapes {@code \r \n \t \0 \\ \xHH}, and <code>\{text*count}</code> repeats.
 *
 * <p>Settings are those of {@link org.smtpconnector.protocol.EngineSettings}, by name, sets with spaces between;
 * {@code extension.<NAME>} switches one extension; {@code implicitTls true} begins with TLS; {@code cut <CUT> <CUT>} says that the
 * dialogue makes sense in those {@link EngineDialogue.Cut}s only.
 */
public final class Transcript {

    private final String title;
    private final String source;
    private final Map<String, String> options;
    private final List<Step> steps;

    Transcript(String title, String source, Map<String, String> options, List<Step> steps) {
        this.title = title;
        this.source = source;
        this.options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
        this.steps = List.copyOf(steps);
    }

    /**
     * Reads the dialogues of a text.
     *
     * @param source its name, for messages; not null
     * @param text not null
     * @return in the order of the text
     * @throws IllegalArgumentException if a line is not understood; the message names it
     */
    public static List<Transcript> parse(String source, String text) {
        return new TranscriptParser(source).parse(text);
    }

    /** Returns the title, which says what the dialogue shows. */
    public String title() {
        return title;
    }

    /** Returns the place where it stands. */
    public String source() {
        return source;
    }

    /** The settings that the listener must have, by name; empty if any will do. */
    public Map<String, String> options() {
        return options;
    }

    /** The settings that the listener must have, for the engine. */
    public EngineSettings engineSettings() {
        return EngineOptions.settings(options);
    }

    /** Whether the connection begins with TLS. */
    public boolean isImplicitTls() {
        return options.containsKey("implicitTls");
    }

    /** Whether there is TLS in it. */
    public boolean hasTls() {
        return isImplicitTls() || steps.stream().anyMatch(Step.Secure.class::isInstance);
    }

    /** Whether the application decides anything else than by default. */
    public boolean hasDecisions() {
        return steps.stream().anyMatch(Step.Decide.class::isInstance);
    }

    List<Step> steps() {
        return steps;
    }

    /** The contents of the messages that are received, in order. */
    public List<byte[]> messages() {
        List<byte[]> messages = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Deliver deliver) {
                messages.add(deliver.content().toBytes());
            }
        }
        return messages;
    }

    /** Whether the dialogue makes sense if its octets are cut that way. */
    public boolean allows(EngineDialogue.Cut cut) {
        return List.of(options.getOrDefault("cut", cut.name()).split(" ")).contains(cut.name());
    }

    /** Whether it can be held with any listener that has the default settings and takes everything. */
    public boolean isPlain() {
        return options.isEmpty()
                && steps.stream().noneMatch(step -> step instanceof Step.Decide || step instanceof Step.Secure);
    }

    /** Returns the line of its last step; 0 if it has none. */
    int lastLine() {
        return steps.isEmpty() ? 0 : steps.get(steps.size() - 1).line();
    }

    boolean endsWithClose() {
        return steps.stream().anyMatch(Step.ExpectClose.class::isInstance);
    }

    @Override
    public String toString() {
        return source + ": " + title;
    }
}
