package org.smtpconnector.inbox.mime;

/**
 * A part that has no parts (RFC 2045), as its header describes it: all of it a claim.
 *
 * @param path its place: {@code 2.1} is the first part of the second part, {@code 1} the body of a message without parts
 * @param type its media type in lower case, such as {@code text/plain}
 * @param charset null if none was given
 * @param name what to call it as a file: without folders and without what a file's name must not have; not null
 * @param named whether the sender gave a name
 * @param attached whether the sender called it an attachment
 * @param contentId without angle brackets; null if there is none
 */
public record MimePart(
        String path, String type, String charset, String name, boolean named, boolean attached, String contentId) {

    boolean isText() {
        return type.equals("text/plain");
    }

    boolean isHtml() {
        return type.equals("text/html");
    }

    /** Returns the Content-ID to compare with that of a decoded {@code cid:} URL (RFC 2392); null if there is none. */
    public String reference() {
        return contentId == null ? null : PercentEncoding.decode(contentId);
    }
}
