package org.smtpconnector.inbox.login;

import jakarta.servlet.http.HttpServletRequest;

/** What is answered to everybody. */
public final class PublicPaths {

    private PublicPaths() {}

    /**
     * Tells whether a request is for the health checks. The server answers them below an application that has the root for
     * itself; who watches a server has no password, and comes from anywhere.
     */
    public static boolean isHealth(HttpServletRequest request) {
        String path = request.getContextPath() + request.getServletPath();
        return path.equals("/health") || path.startsWith("/health/");
    }
}
