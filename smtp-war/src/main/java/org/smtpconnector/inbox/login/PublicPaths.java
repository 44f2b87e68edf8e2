package org.smtpconnector.inbox.login;

import jakarta.servlet.http.HttpServletRequest;

/** The paths that are answered to everybody. */
public final class PublicPaths {

    private PublicPaths() {}

    /**
     * Tells whether a request is for the health checks: the inbox's own, or those of the server, which answers them below an
     * application that has the root for itself. A balancer that asks for them has no password, and comes from anywhere.
     */
    public static boolean isHealth(HttpServletRequest request) {
        String info = request.getPathInfo();
        if ((request.getServletPath() + (info == null ? "" : info)).equals("/api/ready")) {
            return true;
        }
        String path = request.getContextPath() + request.getServletPath();
        return path.equals("/health") || path.startsWith("/health/");
    }
}
