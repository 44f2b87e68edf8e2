package org.smtpconnector.inbox.html;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.smtpconnector.inbox.mime.ImageType;
import org.smtpconnector.inbox.mime.MessageContent;

/**
 * The pictures that a message brings along for its HTML, as {@code data:} URLs: a page in a sandbox has an origin of its
 * own, for which every request is one to a stranger.
 */
public final class InlineImages {

    /** Octets of all pictures of a message together. */
    static final int MAX_OCTETS = 8 * 1024 * 1024;

    private InlineImages() {}

    /**
     * Reads pictures.
     *
     * @param source the message's octets; not closed
     * @param contentIds of those that are wanted
     * @return content id to URL; without those that are no pictures, or too large
     */
    public static Map<String, String> read(InputStream source, Set<String> contentIds) throws IOException {
        Map<String, String> pictures = new HashMap<>();
        if (contentIds.isEmpty()) {
            return pictures;
        }
        int[] room = {MAX_OCTETS};
        MessageContent.readParts(source, (part, content) -> {
            String reference = part.reference();
            if (reference != null && contentIds.contains(reference) && !pictures.containsKey(reference)) {
                byte[] octets = content.readNBytes(room[0] + 1);
                String type = ImageType.of(octets);
                if (type != null && octets.length <= room[0]) {
                    room[0] -= octets.length;
                    pictures.put(
                            reference,
                            "data:" + type + ";base64," + Base64.getEncoder().encodeToString(octets));
                }
            }
        });
        return pictures;
    }
}
