package org.smtpconnector.inbox.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * The origin of a request, as far as the request tells of it.
 *
 * @param method of the request
 * @param path below the application
 * @param fetchSite the Sec-Fetch-Site field (Fetch Metadata), null if there is none, as with the other fields
 * @param fetchMode the Sec-Fetch-Mode field
 * @param fetchDest the Sec-Fetch-Dest field
 * @param origin the Origin field
 * @param host the Host field
 * @param page the host at which the browser shows the page that asks, by a field of that page
 * @param loopback whether it came by the loopback interface
 * @param forwarded whether it is seen that a proxy has passed it on
 */
record BrowserRequest(
        String method,
        String path,
        String fetchSite,
        String fetchMode,
        String fetchDest,
        String origin,
        String host,
        String page,
        boolean loopback,
        boolean forwarded) {

    /** The fields that proxies add, by RFC 9110 section 7.6.3, RFC 7239, and custom. */
    private static final List<String> OF_PROXIES = List.of(
            "Via",
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Forwarded-Server",
            "X-Real-IP",
            "X-Original-Host",
            "CF-Connecting-IP",
            "True-Client-IP");

    /** The version that nginx has spoken to servers for 25 years if it is not told otherwise, and that no browser speaks. */
    private static final String OF_OLD_PROXIES = "HTTP/1.0";

    static BrowserRequest of(HttpServletRequest request) {
        return new BrowserRequest(
                request.getMethod(),
                path(request),
                request.getHeader("Sec-Fetch-Site"),
                request.getHeader("Sec-Fetch-Mode"),
                request.getHeader("Sec-Fetch-Dest"),
                request.getHeader("Origin"),
                request.getHeader("Host"),
                request.getHeader("Inbox-Page"),
                isLoopback(request.getLocalAddr()),
                OF_OLD_PROXIES.equals(request.getProtocol())
                        || OF_PROXIES.stream().anyMatch(field -> request.getHeader(field) != null));
    }

    private static String path(HttpServletRequest request) {
        return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    }

    /** Whether somebody on this machine asks: a proxy on it asks for others. */
    boolean isLocal() {
        return loopback && !forwarded;
    }

    boolean isApi() {
        return path.equals("/api") || path.startsWith("/api/");
    }

    private static boolean isLoopback(String address) {
        try {
            // An address in numbers: no name is looked up.
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
