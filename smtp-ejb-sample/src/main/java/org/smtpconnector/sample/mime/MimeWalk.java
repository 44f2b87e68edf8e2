package org.smtpconnector.sample.mime;

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

    /** How deep parts are within parts; what is deeper is one part. */
    static final int MAX_DEPTH = 20;

    static final int MAX_PARTS = 500;

    /** Octets that are looked at. */
    static final long MAX_OCTETS = 64L * 1024 * 1024;

    private static final int MAX_HEADER = 256 * 1024;
    private static final int MAX_FIELDS = 2000;

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
    }

    private final MimeTokenStream tokens = new MimeTokenStream(CONFIG);
    private final BoundedInputStream input;
    private final Visitor visitor;

    /** How many parts each of the open multiparts has had, the innermost first. */
    private final Deque<Integer> counts = new ArrayDeque<>();

    private PartHeader header = new PartHeader();
    private int parts;
    private boolean tooDeep;

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
                case T_START_HEADER -> header = new PartHeader();
                case T_FIELD ->
                    header.field(tokens.getField().getName(), tokens.getField().getBody());
                case T_END_HEADER -> limitDepth();
                case T_START_MULTIPART -> counts.push(0);
                case T_END_MULTIPART -> counts.pop();
                case T_START_BODYPART -> counts.push(counts.pop() + 1);
                case T_BODY -> {
                    if (!body()) {
                        return parts > MAX_PARTS
                                ? "There are more than " + MAX_PARTS + " parts: the rest is in the source."
                                : null;
                    }
                }
                default -> {
                    // preambles and epilogues are for nobody's eyes (RFC 2046 section 5.1.1)
                }
            }
        }
        return end();
    }

    private void limitDepth() {
        boolean deepest = counts.size() >= MAX_DEPTH;
        tooDeep |= deepest && header.isMultipart();
        tokens.setRecursionMode(deepest ? RecursionMode.M_FLAT : RecursionMode.M_NO_RECURSE);
    }

    private boolean body() throws IOException {
        if (++parts > MAX_PARTS) {
            return false;
        }
        return visitor.part(header.part(path()), tokens.getDecodedInputStream());
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

    private String end() {
        if (input.getCount() >= MAX_OCTETS) {
            return "Only the first " + MAX_OCTETS / (1024 * 1024) + " MiB were looked at: the rest is in the source.";
        }
        return tooDeep ? "Parts are nested deeper than " + MAX_DEPTH + ": see the source." : null;
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
