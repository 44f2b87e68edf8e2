package org.smtpconnector.inbox.web;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.smtpconnector.inbox.login.OpenInbox;
import org.smtpconnector.sample.InboxSettings;

/** Applies the {@link BrowserRules} to every request. */
@WebFilter(
        urlPatterns = "/*",
        asyncSupported = true,
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR})
public class BrowserFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    private InboxSettings settings;

    /** Whether it was said that anybody may come in. */
    private final AtomicBoolean warned = new AtomicBoolean();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        BrowserRequest browser = BrowserRequest.of(request);
        BrowserRules.headers(browser.path(), "remote".equals(request.getParameter("images")))
                .forEach(response::setHeader);
        if (!settings.loginRequired() && !browser.loopback() && warned.compareAndSet(false, true)) {
            OpenInbox.warn(request.getLocalAddr() + ':' + request.getLocalPort());
        }
        if (BrowserRules.isForAStranger(browser)) {
            refuse(response, "This is not for pages of another origin.");
        } else if (!settings.loginRequired() && BrowserRules.isRebound(browser, settings.hosts())) {
            refuse(response, "This host is not known by that name: see inbox.hosts.");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void refuse(HttpServletResponse response, String detail) throws IOException {
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentType("application/problem+json");
        response.getWriter().write("{\"title\":\"Forbidden\",\"status\":403,\"detail\":\"" + detail + "\"}");
    }
}
