package org.smtpconnector.inbox;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The answer to somebody who is not let in: a page if it is a person, a problem (RFC 9457) if it is a program. The page has no
 * style, as that would not be let out either.
 *
 * @param status of HTTP
 * @param title the same for every refusal of its kind
 * @param detail what to do about it; text without characters that mean something in HTML or JSON
 */
public record Refusal(int status, String title, String detail) {

    /** Answers the request with it. */
    public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean page = accepts(request, "text/html");
        response.setStatus(status);
        response.setContentType(page ? "text/html;charset=utf-8" : "application/problem+json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write((page ? html() : json()).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean accepts(HttpServletRequest request, String type) {
        String accepted = request.getHeader("Accept");
        return accepted != null && accepted.contains(type);
    }

    private String json() {
        return "{\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}".formatted(title, status, detail);
    }

    private String html() {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%1$s · Inbox</title>
                </head>
                <body>
                <main>
                <h1>%1$s</h1>
                <p>%2$s</p>
                </main>
                </body>
                </html>
                """
                .formatted(title, detail);
    }
}
