package org.smtpconnector.inbox.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The content of a message for people.
 *
 * @param text the text parts, one after another, and between them what HTML parts say that are no alternatives to text; null
 *     if there is no text part
 * @param html the HTML parts, one after another, as they were sent: not harmless; and between them the text parts that are no
 *     alternatives to HTML; null if there is no HTML part
 * @param attachments the other parts
 * @param problem what could not be read, in words; null if nothing
 */
public record MessageContent(String text, String html, List<Attachment> attachments, String problem) {

    /** Octets of text, and of HTML, that are looked at. */
    public static final int MAX_TEXT = 1024 * 1024;

    /** Copies the list. */
    public MessageContent {
        attachments = List.copyOf(attachments);
    }

    /**
     * Reads a message.
     *
     * @param source its octets; not closed
     * @param maxText the octets of text, and of HTML, to look at
     * @throws IOException if the octets cannot be had; not because of what they are
     */
    public static MessageContent read(InputStream source, int maxText) throws IOException {
        Collector collector = new Collector(maxText);
        String problem = MimeWalk.walk(source, collector);
        return collector.content(problem);
    }

    /** The text; without one, what the HTML says; empty if there is neither. */
    public String readableText() {
        if (text != null) {
            return text;
        }
        return html == null ? "" : HtmlText.of(html);
    }

    /** Takes the content of one part. */
    @FunctionalInterface
    public interface PartReader {

        /**
         * Reads it.
         *
         * @param part its header
         * @param content decoded; to be read before this returns
         */
        void read(MimePart part, InputStream content) throws IOException;
    }

    /**
     * Reads one part of a message.
     *
     * @param source the message's octets; not closed
     * @param path of the part
     * @param reader called if there is such a part
     * @throws IOException if the octets cannot be had, or the reader says so
     */
    public static void readPart(InputStream source, String path, PartReader reader) throws IOException {
        read(source, reader, path);
    }

    /**
     * Reads the parts of a message, one after another.
     *
     * @param source the message's octets; not closed
     * @param reader called for each
     * @throws IOException if the octets cannot be had, or the reader says so
     */
    public static void readParts(InputStream source, PartReader reader) throws IOException {
        read(source, reader, null);
    }

    private static void read(InputStream source, PartReader reader, String only) throws IOException {
        IOException[] failure = new IOException[1];
        MimeWalk.walk(source, (part, content) -> {
            if (only != null && !part.path().equals(only)) {
                return true;
            }
            try {
                reader.read(part, content);
                return only == null;
            } catch (IOException e) {
                failure[0] = e;
                return false;
            }
        });
        if (failure[0] != null) {
            throw failure[0];
        }
    }

    private static final class Collector implements MimeWalk.Visitor {

        private final List<Attachment> attachments = new ArrayList<>();
        private final Deque<BodyNode.Group> open = new ArrayDeque<>();
        private int textRoom;
        private int htmlRoom;
        private boolean hasBody;
        private boolean hasPlainText;

        Collector(int maxText) {
            textRoom = maxText;
            htmlRoom = maxText;
            open.push(new BodyNode.Group(false));
        }

        @Override
        public void begin(boolean alternatives) {
            open.push(new BodyNode.Group(alternatives));
        }

        @Override
        public void end() {
            BodyNode.Group ended = open.pop();
            if (!ended.nodes().isEmpty()) {
                open.element().nodes().add(ended);
            }
        }

        @Override
        public boolean part(MimePart part, InputStream content) throws IOException {
            // A text with a name beside another text is a file. A message may name its only text, and each alternative.
            boolean file = part.attached()
                    || (part.named() && hasBody && !open.element().alternatives());
            if (!file && part.isText()) {
                byte[] octets = content.readNBytes(textRoom);
                add(new BodyNode.Plain(decoded(octets, part.charset(), textRoom)));
                textRoom -= octets.length;
                hasPlainText = true;
            } else if (!file && part.isHtml()) {
                byte[] octets = content.readNBytes(htmlRoom);
                String label = part.charset() == null ? HtmlCharset.of(octets) : part.charset();
                add(new BodyNode.Html(decoded(octets, label, htmlRoom)));
                htmlRoom -= octets.length;
            } else {
                byte[] beginning = content.readNBytes(ImageType.BEGINNING);
                long size = beginning.length + content.transferTo(OutputStream.nullOutputStream());
                attachments.add(new Attachment(part, size, ImageType.of(beginning)));
            }
            return true;
        }

        private void add(BodyNode node) {
            open.element().nodes().add(node);
            hasBody = true;
        }

        private static String decoded(byte[] octets, String label, int room) {
            return TextDecoder.printable(TextDecoder.decode(octets, label, octets.length == room));
        }

        MessageContent content(String problem) {
            // Some groups are open if the structure could not be read to its end.
            while (open.size() > 1) {
                end();
            }
            BodyNode body = open.pop();
            return new MessageContent(
                    hasPlainText ? body.text() : null, body.hasHtml() ? body.html() : null, attachments, problem);
        }
    }
}
