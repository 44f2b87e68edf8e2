package org.smtpconnector.inbox.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;

/** Goes through the parts of a message once, from its beginning, holding none of them. */
final class MimeWalk {

    /** The deepest level of parts within parts; a deeper one is one part. */
    static final int MAX_DEPTH = 20;

    static final int MAX_PARTS = 500;

    /** Octets that are looked at. */
    static final long MAX_OCTETS = 64L * 1024 * 1024;

    private static final int MAX_HEADER = 256 * 1024;

    /** Maximum number of fields, together with the lines of a body that begins without an empty line. */
    private static final int MAX_FIELDS = 20_000;

    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setMaxLineLen(MAX_HEADER)
            .setMaxHeaderLen(MAX_HEADER)
            .setMaxHeaderCount(MAX_FIELDS)
            .setMaxContentLen(-1)
            .build();

    /** Takes the parts, one after another. */
    interface Visitor {

        /**
         * Looks at a part.
         *
         * @param content decoded; to be read, if at all, before this returns
         * @return false to see no more parts
         */
        boolean part(MimePart part, InputStream content) throws IOException;

        /**
         * Begins a part that has parts.
         *
         * @param alternatives whether its parts say the same (RFC 2046 section 5.1.4)
         */
        default void begin(boolean alternatives) {}

        /** Ends the part that was begun last. */
        default void end() {}
    }

    private final MimeTokenStream tokens = tokens();
    private final BoundedInputStream input;
    private final Visitor visitor;

    /** The number of parts that each of the open multiparts has had, the innermost first. */
    private final Deque<Integer> counts = new ArrayDeque<>();

    private int parts;
    private boolean tooDeep;
    private boolean noBoundary;

    /** The octets before the first part of the innermost multipart; null if there are none, or if it has a part. */
    private byte[] preamble;

    /** Makes a parser that keeps all lines of a header. */
    static MimeTokenStream tokens() {
        return new MimeTokenStream(CONFIG, null, new LenientFieldBuilder(MAX_HEADER), new PartHeader(null));
    }

    private MimeWalk(InputStream content, Visitor visitor) throws IOException {
        this.input = BoundedInputStream.builder()
                .setInputStream(content)
                .setMaxCount(MAX_OCTETS)
                .get();
        this.visitor = visitor;
    }

    /**
     * Shows the parts of a message to a visitor.
     *
     * @param content the message's octets; not closed
     * @return what could not be read, in words; null if nothing
     * @throws IOException if the octets cannot be had; not because of what they are
     */
    static String walk(InputStream content, Visitor visitor) throws IOException {
        Source source = new Source(content);
        try {
            return new MimeWalk(source, visitor).walk();
        } catch (MimeException | RuntimeException e) {
            return "The structure could not be read to its end: the rest is in the source.";
        } catch (IOException e) {
            // The decoders and the parser say so too if they do not like what they read.
            if (source.failure != null) {
                throw source.failure;
            }
            return "The structure could not be read to its end: the rest is in the source.";
        }
    }

    private String walk() throws IOException, MimeException {
        tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
        tokens.parse(input);
        for (EntityState state = tokens.getState(); state != EntityState.T_END_OF_STREAM; state = tokens.next()) {
            switch (state) {
                case T_END_HEADER ->
                    tokens.setRecursionMode(isDeepest() ? RecursionMode.M_FLAT : RecursionMode.M_NO_RECURSE);
                case T_START_MULTIPART -> begin();
                case T_PREAMBLE -> preamble = tokens.getInputStream().readNBytes(MessageContent.MAX_TEXT);
                case T_START_BODYPART -> {
                    preamble = null;
                    counts.push(counts.pop() + 1);
                }
                case T_END_MULTIPART, T_BODY -> {
                    if (!(state == EntityState.T_BODY ? body() : end())) {
                        return parts > MAX_PARTS
                                ? "There are more than " + MAX_PARTS + " parts: the rest is in the source."
                                : null;
                    }
                }
                default -> {
                    // epilogues are not shown (RFC 2046 section 5.1.1)
                }
            }
        }
        return problem();
    }

    private boolean isDeepest() {
        return counts.size() >= MAX_DEPTH;
    }

    private void begin() {
        counts.push(0);
        preamble = null;
        visitor.begin(tokens.getBodyDescriptor().getSubType().equals("alternative"));
    }

    /** Ends a multipart. If it has no parts, its preamble is shown, which is not shown otherwise. */
    private boolean end() throws IOException {
        boolean more = true;
        if (counts.pop() == 0) {
            noBoundary = true;
            if (preamble != null) {
                more = part(new PartHeader(null).part(path()), new ByteArrayInputStream(preamble));
            }
        }
        preamble = null;
        visitor.end();
        return more;
    }

    private boolean body() throws IOException {
        PartHeader header = (PartHeader) tokens.getBodyDescriptor();
        tooDeep |= isDeepest() && header.isMultipart();
        noBoundary |= header.lacksBoundary();
        return part(header.part(path()), header.decoded(tokens.getInputStream()));
    }

    private boolean part(MimePart part, InputStream content) throws IOException {
        return ++parts <= MAX_PARTS && visitor.part(part, content);
    }

    private String path() {
        if (counts.isEmpty()) {
            return "1";
        }
        StringBuilder path = new StringBuilder();
        counts.descendingIterator().forEachRemaining(count -> path.append(path.isEmpty() ? "" : ".")
                .append(count));
        return path.toString();
    }

    private String problem() {
        if (input.getCount() >= MAX_OCTETS) {
            return "Only the first " + MAX_OCTETS / (1024 * 1024) + " MiB were looked at: the rest is in the source.";
        }
        if (tooDeep) {
            return "Parts are nested deeper than " + MAX_DEPTH + ": see the source.";
        }
        return noBoundary ? "The boundary between parts does not appear: what is there is shown as one text." : null;
    }

    /** Remembers that it was the source that failed, and not what is in it. */
    private static final class Source extends InputStream {

        private final InputStream content;
        private IOException failure;

        Source(InputStream content) {
            this.content = content;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return content.read(buffer, offset, length);
            } catch (UncheckedIOException e) {
                failure = e.getCause();
            } catch (IOException e) {
                failure = e;
            } catch (RuntimeException e) {
                failure = new IOException(e);
            }
            throw failure;
        }
    }
}
