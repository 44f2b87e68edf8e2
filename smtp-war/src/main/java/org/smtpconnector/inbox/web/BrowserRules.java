package org.smtpconnector.inbox.web;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.smtpconnector.inbox.html.HarmlessHtml;

/** The rules for browsers: what they are told, and what is not taken from them. */
final class BrowserRules {

    private static final String POLICY = "Content-Security-Policy";

    /** For every answer: the page loads nothing but its own files, and nobody shows it in a frame. */
    private static final Map<String, String> HEADERS = Map.of(
            POLICY,
            // data: pictures are in the style of the page; frames show a message's HTML.
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-cache");

    /** In the API there is mail: it is neither kept nor can it do anything if it is opened as a page. */
    private static final Map<String, String> API_HEADERS =
            Map.of(POLICY, "default-src 'none'; frame-ancestors 'none'; sandbox", "Cache-Control", "no-store");

    /** Files with their version in the path never change. */
    private static final Map<String, String> LIBRARY_HEADERS =
            Map.of("Cache-Control", "public, max-age=31536000, immutable");

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    private static final Pattern HTML = Pattern.compile("/api/messages/[^/]*/html");

    private static final Pattern LOOPBACK_HOST =
            Pattern.compile("(?:localhost|[a-z0-9.-]+\\.localhost|127(?:\\.\\d{1,3}){3}|\\[::1\\])(?::\\d{1,5})?");

    private BrowserRules() {}

    /**
     * The header fields of an answer.
     *
     * @param path of the request, below the application
     * @param remoteImages whether a message's HTML was asked for with pictures from the network
     */
    static Map<String, String> headers(String path, boolean remoteImages) {
        Map<String, String> headers = new LinkedHashMap<>(HEADERS);
        if (path.equals("/api") || path.startsWith("/api/")) {
            headers.putAll(API_HEADERS);
        } else if (path.startsWith("/webjars/")) {
            headers.putAll(LIBRARY_HEADERS);
        }
        if (HTML.matcher(path).matches()) {
            headers.put(POLICY, HarmlessHtml.policy(remoteImages));
        }
        return headers;
    }

    /**
     * Tells whether a browser sends a request for a page of another origin that must not be served: one that changes
     * something, or that asks the API for anything but a page of its own to look at. What is not a browser sends none of these
     * fields and is let through.
     */
    static boolean isForAStranger(BrowserRequest request) {
        if (SAFE_METHODS.contains(request.method()) && (!request.isApi() || isLookedAt(request))) {
            return false;
        }
        if (request.fetchSite() != null) {
            return !request.fetchSite().equals("same-origin")
                    && !request.fetchSite().equals("none");
        }
        return request.origin() != null
                && (request.host() == null || !request.host().equalsIgnoreCase(authority(request.origin())));
    }

    /** A link was followed: the page it was on does not see what is shown. */
    private static boolean isLookedAt(BrowserRequest request) {
        return "navigate".equals(request.fetchMode()) && "document".equals(request.fetchDest());
    }

    /**
     * Tells whether a request names a host that this is not. A page may have its own name point to the loopback interface
     * when it has been loaded (DNS rebinding): then a browser takes it for the inbox's own.
     *
     * @param hosts further names of this host, in lower case
     */
    static boolean isRebound(BrowserRequest request, Set<String> hosts) {
        if (!request.loopback() || request.host() == null) {
            return false;
        }
        String host = request.host().toLowerCase(Locale.ROOT);
        return !LOOPBACK_HOST.matcher(host).matches()
                && !hosts.contains(host)
                && !hosts.contains(host.replaceFirst(":\\d{1,5}$", ""));
    }

    /**
     * Tells whether the page that asks is shown at another name than those of the loopback interface: a proxy has passed the
     * request on, and changed its host. No page of another origin can send the field that tells this.
     */
    static boolean isShownElsewhere(BrowserRequest request) {
        return request.page() != null
                && !LOOPBACK_HOST
                        .matcher(request.page().toLowerCase(Locale.ROOT))
                        .matches();
    }

    private static String authority(String origin) {
        try {
            return URI.create(origin).getRawAuthority();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
