package org.smtpconnector.inbox.web;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/** What browsers are told, and what is not taken from them. */
final class BrowserRules {

    /** For every answer: the page loads nothing but its own files, and nobody shows it in a frame. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
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
    private static final Map<String, String> API_HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; frame-ancestors 'none'; sandbox",
            "Cache-Control",
            "no-store");

    /** Files with their version in the path never change. */
    private static final Map<String, String> LIBRARY_HEADERS =
            Map.of("Cache-Control", "public, max-age=31536000, immutable");

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    private BrowserRules() {}

    static Map<String, String> headers() {
        return HEADERS;
    }

    static Map<String, String> apiHeaders() {
        return API_HEADERS;
    }

    static Map<String, String> libraryHeaders() {
        return LIBRARY_HEADERS;
    }

    /**
     * Tells whether a request may change something: not if a browser sends it for a page of another origin. What is not a
     * browser sends neither header and is let through.
     *
     * @param method of the request
     * @param fetchSite the Sec-Fetch-Site field (Fetch Metadata), null if there is none
     * @param origin the Origin field, null if there is none
     * @param host the Host field, null if there is none
     */
    static boolean isAllowed(String method, String fetchSite, String origin, String host) {
        if (SAFE_METHODS.contains(method)) {
            return true;
        }
        if (fetchSite != null) {
            return fetchSite.equals("same-origin") || fetchSite.equals("none");
        }
        return origin == null || (host != null && host.equalsIgnoreCase(authority(origin)));
    }

    private static String authority(String origin) {
        try {
            return URI.create(origin).getRawAuthority();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
