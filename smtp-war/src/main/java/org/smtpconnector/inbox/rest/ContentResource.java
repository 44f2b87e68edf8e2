package org.smtpconnector.inbox.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.smtpconnector.inbox.html.HarmlessHtml;
import org.smtpconnector.inbox.html.InlineImages;
import org.smtpconnector.inbox.html.Links;
import org.smtpconnector.inbox.mime.ImageType;
import org.smtpconnector.inbox.mime.MessageContent;
import org.smtpconnector.inbox.mime.MimePart;
import org.smtpconnector.inbox.store.MessageStore;
import org.smtpconnector.inbox.store.StoredMessage;

/** The decoded content of a message: text, HTML made harmless, parts. */
@Path("messages/{id}")
public class ContentResource {

    @Inject
    private MessageStore store;

    @Inject
    private StoredMessages messages;

    @PathParam("id")
    private String id;

    /** {@code GET /api/messages/{id}/text}. */
    @GET
    @Path("text")
    @Produces("text/plain; charset=utf-8")
    @Operation(summary = "The text; without one, what the HTML says")
    public String text() {
        MessageContent content = messages.content(messages.get(id));
        if (content.text() == null && content.html() == null) {
            throw new NotFoundException();
        }
        return content.readableText();
    }

    /** {@code GET /api/messages/{id}/html}: a page that does nothing, and asks for nothing but pictures if it is told so. */
    @GET
    @Path("html")
    @Produces("text/html; charset=utf-8")
    @Operation(summary = "The HTML, made harmless, for a frame")
    public String html(@QueryParam("images") String images) throws IOException {
        if (images != null && !images.equals("remote")) {
            throw new BadParameterException("images", images, "remote, or no such parameter");
        }
        boolean remote = images != null;
        StoredMessage message = messages.get(id);
        String sent = messages.content(message).html();
        if (sent == null) {
            throw new NotFoundException();
        }
        HarmlessHtml html = HarmlessHtml.of(sent, remote);
        Map<String, String> pictures;
        try (InputStream source = store.open(message, 0)) {
            pictures = InlineImages.read(source, html.contentIds());
        }
        // The policy that belongs to it is set for every answer at this address: see BrowserRules.
        return html.page(pictures);
    }

    /** {@code GET /api/messages/{id}/links}: for who checks them, and for a test that goes on with one of them. */
    @GET
    @Path("links")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The links of the message")
    public List<Links.Link> links() {
        MessageContent content = messages.content(messages.get(id));
        return StoredMessages.links(content, content.html() == null ? null : HarmlessHtml.of(content.html(), false));
    }

    /** {@code GET /api/messages/{id}/parts/{part}}: to be saved, but for pictures that no page can be hidden in. */
    @GET
    @Path("parts/{part}")
    @Produces(MediaType.WILDCARD)
    @Operation(summary = "An attachment or an inline image, decoded")
    public Response part(@PathParam("part") String path) throws IOException {
        StoredMessage message = messages.get(id);
        Response[] response = new Response[1];
        try (InputStream source = store.open(message, 0)) {
            MessageContent.readPart(
                    source,
                    path,
                    (part, content) -> response[0] =
                            response(message, part, ImageType.of(content.readNBytes(ImageType.BEGINNING))));
        }
        if (response[0] == null) {
            throw new NotFoundException();
        }
        return response[0];
    }

    private Response response(StoredMessage message, MimePart part, String image) {
        String disposition = image == null ? "attachment" : "inline";
        // RFC 8187. What the sender calls it is encoded: nothing of it can be taken for the field itself.
        String name = URLEncoder.encode(part.name(), StandardCharsets.UTF_8).replace("+", "%20");
        return Response.ok((StreamingOutput) output -> copy(message, part.path(), output))
                .type(image == null ? MediaType.APPLICATION_OCTET_STREAM : image)
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition + "; filename*=UTF-8''" + name)
                .build();
    }

    private void copy(StoredMessage message, String path, OutputStream output) throws IOException {
        try (InputStream source = store.open(message, 0)) {
            MessageContent.readPart(source, path, (part, content) -> content.transferTo(output));
        }
    }
}
