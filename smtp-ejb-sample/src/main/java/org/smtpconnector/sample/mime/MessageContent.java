package org.smtpconnector.sample.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;

/**
 * What a message has for people.
 *
 * @param text the text parts, one after another; null if there is none
 * @param html the HTML parts, one after another, as they were sent: not harmless; null if there is none
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
        return new MessageContent(collector.text(), collector.html(), collector.attachments, problem);
    }

    /** The text; without one, what the HTML says; empty if there is neither. */
    public String readableText() {
        if (text != null) {
            return text;
        }
        return html == null ? "" : Jsoup.parse(html).wholeText().strip();
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
        private final int maxText;
        private StringBuilder text;
        private StringBuilder html;

        Collector(int maxText) {
            this.maxText = maxText;
        }

        @Override
        public boolean part(MimePart part, InputStream content) throws IOException {
            if (part.isText()) {
                text = add(text, "\n", part, content);
            } else if (part.isHtml()) {
                html = add(html, "<hr>", part, content);
            } else {
                byte[] beginning = content.readNBytes(ImageType.BEGINNING);
                long size = beginning.length + content.transferTo(OutputStream.nullOutputStream());
                attachments.add(new Attachment(part, size, ImageType.of(beginning)));
            }
            return true;
        }

        private StringBuilder add(StringBuilder before, String between, MimePart part, InputStream content)
                throws IOException {
            StringBuilder all = before == null ? new StringBuilder() : before.append(between);
            int room = maxText - Math.min(all.length(), maxText);
            return all.append(TextDecoder.read(content, part.charset(), room));
        }

        String text() {
            return text == null ? null : text.toString();
        }

        String html() {
            return html == null ? null : html.toString();
        }
    }
}
