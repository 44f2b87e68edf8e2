package org.smtpconnector.inbox.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Applies the {@link BrowserRules} to every request. */
@WebFilter(
        urlPatterns = "/*",
        asyncSupported = true,
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR})
public class BrowserFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        BrowserRules.headers().forEach(response::setHeader);
        if (request.getServletPath().startsWith("/api")) {
            BrowserRules.apiHeaders().forEach(response::setHeader);
        } else if (request.getServletPath().startsWith("/webjars/")) {
            BrowserRules.libraryHeaders().forEach(response::setHeader);
        }
        if (BrowserRules.isAllowed(
                request.getMethod(),
                request.getHeader("Sec-Fetch-Site"),
                request.getHeader("Origin"),
                request.getHeader("Host"))) {
            chain.doFilter(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            response.setContentType("application/problem+json");
            response.getWriter()
                    .write("{\"title\":\"Forbidden\",\"status\":403,"
                            + "\"detail\":\"A page of another origin must not change anything here.\"}");
        }
    }
}
