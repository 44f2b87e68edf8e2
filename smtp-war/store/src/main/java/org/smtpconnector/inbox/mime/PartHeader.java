package org.smtpconnector.inbox.mime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.BodyDescriptorBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.util.MimeUtil;

/** The header of a part. It also describes the body to the parser, so that both use the same type, boundary and encoding. */
final class PartHeader implements BodyDescriptorBuilder, BodyDescriptor {

    private static final int MAX_FIELD = 8 * 1024;
    private static final int MAX_CONTENT_ID = 500;

    /** Maximum number of octets of a body that begins without an empty line and are read as header. */
    private static final int MAX_EARLY_BODY = 1024 * 1024;

    private static final String DEFAULT_TYPE = "text/plain";

    private static final Pattern TYPE = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+");

    private static final byte[] LINE_END = {'\r', '\n'};

    private final String parentType;

    private FieldValue contentType;
    private FieldValue disposition;
    private String transferEncoding;
    private String contentId;
    private boolean hasFields;
    private ByteArrayOutputStream earlyBody;

    /**
     * Begins a header.
     *
     * @param parentType of the multipart that the part is in; null if there is none
     */
    PartHeader(String parentType) {
        this.parentType = parentType;
    }

    /** Does nothing, since each header has an object of its own. */
    @Override
    public void reset() {}

    @Override
    public BodyDescriptorBuilder newChild() {
        return new PartHeader(getMimeType());
    }

    @Override
    public BodyDescriptor build() {
        return this;
    }

    @Override
    public Field addField(RawField field) {
        byte[] line = field.getRaw().toByteArray();
        if (earlyBody != null) {
            addToBody(line, field.getName().isEmpty() ? 1 : 0);
        } else if (!field.getName().isEmpty()) {
            hasFields = true;
            byte[] value = Arrays.copyOfRange(line, field.getDelimiterIdx() + 1, line.length);
            if (value.length <= MAX_FIELD) {
                add(field.getNameLowerCase(), value);
            }
        } else if (hasFields || !isEnvelopeLine(line)) {
            earlyBody = new ByteArrayOutputStream();
            addToBody(line, 1);
        }
        return null;
    }

    /** Tells whether a line is the separator before a message in mailbox files, which is not part of the message. */
    static boolean isEnvelopeLine(byte[] line) {
        return new String(line, StandardCharsets.ISO_8859_1).matches("(?s):>?From .*");
    }

    private void addToBody(byte[] line, int from) {
        if (earlyBody.size() + line.length <= MAX_EARLY_BODY) {
            earlyBody.write(line, from, line.length - from);
            if (line[line.length - 1] != '\n') {
                earlyBody.writeBytes(LINE_END);
            }
        }
    }

    private void add(String name, byte[] value) {
        switch (name) {
            case "content-type" -> contentType = contentType == null ? FieldValue.parse(value) : contentType;
            case "content-disposition" -> disposition = disposition == null ? FieldValue.parse(value) : disposition;
            case "content-transfer-encoding" ->
                transferEncoding =
                        transferEncoding == null ? FieldValue.parse(value).main() : transferEncoding;
            case "content-id" -> contentId = contentId(TextDecoder.guess(value));
            default -> {
                // the field does not describe the part
            }
        }
    }

    private static String contentId(String body) {
        String id = body.strip();
        if (id.startsWith("<") && id.endsWith(">") && id.length() > 2) {
            id = id.substring(1, id.length() - 1);
        }
        return id.isEmpty() || id.length() > MAX_CONTENT_ID ? null : id;
    }

    /** Returns the type. A part whose type does not parse is plain text (RFC 2045 section 5.2), and so is a multipart without boundary. */
    @Override
    public String getMimeType() {
        if (claimsToBeMultipart()) {
            return getBoundary() == null ? DEFAULT_TYPE : claimedType();
        }
        if (contentType == null && "multipart/digest".equals(parentType)) {
            return "message/rfc822";
        }
        return TYPE.matcher(claimedType()).matches() ? claimedType() : DEFAULT_TYPE;
    }

    private String claimedType() {
        String type = contentType == null ? "" : contentType.main();
        return type.equals("multipart") || type.equals("multipart/") ? "multipart/mixed" : type;
    }

    private boolean claimsToBeMultipart() {
        return claimedType().startsWith("multipart/");
    }

    /** Tells whether the part claims to be a multipart and names no boundary. */
    boolean lacksBoundary() {
        return claimsToBeMultipart() && getBoundary() == null;
    }

    boolean isMultipart() {
        return claimsToBeMultipart() && getBoundary() != null;
    }

    @Override
    public String getBoundary() {
        return contentType == null ? null : contentType.parameter("boundary");
    }

    @Override
    public String getMediaType() {
        return getMimeType().substring(0, getMimeType().indexOf('/'));
    }

    @Override
    public String getSubType() {
        return getMimeType().substring(getMimeType().indexOf('/') + 1);
    }

    @Override
    public String getCharset() {
        return contentType == null ? null : contentType.parameter("charset");
    }

    @Override
    public String getTransferEncoding() {
        return transferEncoding == null ? MimeUtil.ENC_7BIT : transferEncoding;
    }

    @Override
    public long getContentLength() {
        return -1;
    }

    /**
     * Decodes the body.
     *
     * @param rest what the parser takes for the body
     */
    InputStream decoded(InputStream rest) throws IOException {
        InputStream body = earlyBody == null ? rest : whole(rest);
        if (MimeUtil.isBase64Encoding(getTransferEncoding())) {
            return new Base64Decoder(body);
        }
        return MimeUtil.isQuotedPrintableEncoded(getTransferEncoding())
                ? new QuotedPrintableInputStream(body, DecodeMonitor.SILENT)
                : body;
    }

    private InputStream whole(InputStream rest) throws IOException {
        PushbackInputStream behind = new PushbackInputStream(rest);
        int next = behind.read();
        if (next >= 0) {
            // The parser took this empty line for the end of the header.
            earlyBody.writeBytes(LINE_END);
            behind.unread(next);
        }
        return new SequenceInputStream(new ByteArrayInputStream(earlyBody.toByteArray()), behind);
    }

    MimePart part(String path) {
        String given = disposition == null ? null : disposition.parameter("filename");
        if (given == null && contentType != null) {
            given = contentType.parameter("name");
        }
        return new MimePart(
                path,
                getMimeType(),
                getCharset(),
                // RFC 2047 section 5 does not allow encoded words in parameters, but many clients write them.
                FileName.of(given == null ? null : EncodedWords.decode(given), path),
                given != null,
                // RFC 2183 section 2.8 makes an attachment of an unknown disposition, too; other clients do not.
                disposition != null && disposition.main().equals("attachment"),
                contentId);
    }
}
