package org.smtpconnector.sample.mime;

import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.util.Locale;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/** Gathers what the header of a part says. */
final class PartHeader {

    private static final int MAX_FIELD = 8 * 1024;
    private static final int MAX_CONTENT_ID = 500;

    private String type;
    private String charset;
    private String name;
    private String dispositionName;
    private boolean attached;
    private String contentId;

    void field(String fieldName, String body) {
        if (body == null || body.length() > MAX_FIELD) {
            return;
        }
        switch (fieldName.toLowerCase(Locale.ROOT)) {
            case "content-type" -> contentType(MimeUtility.unfold(body));
            case "content-disposition" -> contentDisposition(MimeUtility.unfold(body));
            case "content-id" -> contentId = contentId(body);
            default -> {
                // says nothing that is shown of a part
            }
        }
    }

    private void contentType(String body) {
        if (type != null) {
            return;
        }
        try {
            ContentType parsed = new ContentType(body);
            type = MimePart.lower(parsed.getBaseType());
            charset = parsed.getParameter("charset");
            name = parsed.getParameter("name");
        } catch (ParseException e) {
            type = "application/octet-stream";
        }
    }

    private void contentDisposition(String body) {
        try {
            ContentDisposition parsed = new ContentDisposition(body);
            attached = "attachment".equalsIgnoreCase(parsed.getDisposition());
            dispositionName = parsed.getParameter("filename");
        } catch (ParseException e) {
            // What is not to be understood is for nobody's eyes without asking.
            attached = true;
        }
    }

    private static String contentId(String body) {
        String id = body.strip();
        if (id.startsWith("<") && id.endsWith(">") && id.length() > 2) {
            id = id.substring(1, id.length() - 1);
        }
        return id.isEmpty() || id.length() > MAX_CONTENT_ID ? null : id;
    }

    boolean isMultipart() {
        return type != null && type.startsWith("multipart/");
    }

    MimePart part(String path) {
        String given = dispositionName != null ? dispositionName : name;
        return new MimePart(
                path,
                // RFC 2045 section 5.2
                type == null ? "text/plain" : type,
                charset,
                FileName.of(decoded(given), path),
                given != null,
                attached,
                contentId);
    }

    /** Encoded words do not belong into parameters (RFC 2047 section 5), but many clients put them there. */
    private static String decoded(String text) {
        return text == null ? null : DecoderUtil.decodeEncodedWords(text, DecodeMonitor.SILENT);
    }
}
