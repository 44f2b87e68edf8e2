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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.smtpconnector.inbox.Refusal;
import org.smtpconnector.inbox.login.InboxAuthentication;
import org.smtpconnector.inbox.login.OpenInbox;
import org.smtpconnector.inbox.login.PublicPaths;
import org.smtpconnector.inbox.settings.InboxSettings;

/** Applies the {@link BrowserRules} to every request, and sends away whom nobody may let in without a login. */
@WebFilter(
        urlPatterns = "/*",
        asyncSupported = true,
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR})
public class BrowserFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    InboxSettings settings;

    private static final Refusal STRANGER =
            new Refusal(HttpServletResponse.SC_FORBIDDEN, "Forbidden", "This is not for pages of another origin.");

    private static final Refusal UNKNOWN_HOST = new Refusal(
            HttpServletResponse.SC_FORBIDDEN, "Forbidden", "This host is not known by that name: see inbox.hosts.");

    private static final Refusal NOT_LOCAL = new Refusal(
            HttpServletResponse.SC_FORBIDDEN,
            "Open to its own machine only",
            "Nobody has to log in to this inbox, so it shows mail only at a loopback address of its machine, and not by way of"
                    + " a proxy. Let it want a login by inbox.login=required, or open it to everybody who reaches it by"
                    + " inbox.login=none.");

    private static final Refusal CLOSED = new Refusal(
            HttpServletResponse.SC_FORBIDDEN,
            "Closed",
            "A proxy passes requests from elsewhere on to this inbox, and they look as if they came from its own machine."
                    + " Nobody has to log in, so it has closed itself until it is started again. Let it want a login by"
                    + " inbox.login=required, or open it to everybody who reaches it by inbox.login=none.");

    /** Whether it was said that somebody was sent away. */
    private final AtomicBoolean warned = new AtomicBoolean();

    /** Whether a request was seen that came through a proxy, and looked like one of this machine. */
    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        BrowserRequest browser = BrowserRequest.of(request);
        BrowserRules.headers(browser.path(), "remote".equals(request.getParameter("images")))
                .forEach(response::setHeader);
        Optional<Refusal> refusal = refusal(browser, PublicPaths.isHealth(request));
        if (refusal.isEmpty() && lacksLogin(request)) {
            if (response.getStatus() < HttpServletResponse.SC_BAD_REQUEST) {
                InboxAuthentication.demandLogin(request, response);
            }
            return;
        }
        if (refusal.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        if (refusal.get().equals(NOT_LOCAL) && warned.compareAndSet(false, true)) {
            OpenInbox.warnRefused(request.getLocalAddr() + ':' + request.getLocalPort());
        }
        refusal.get().send(request, response);
    }

    /**
     * Returns whether a user is wanted and there is none. Open Liberty lets a request pass after the authentication mechanism has
     * answered it with a refusal, since no constraint of the deployment descriptor protects its path.
     */
    private boolean lacksLogin(HttpServletRequest request) {
        return settings.login() == InboxSettings.Login.REQUIRED
                && request.getDispatcherType() == DispatcherType.REQUEST
                && request.getUserPrincipal() == null
                && !PublicPaths.isHealth(request);
    }

    private Optional<Refusal> refusal(BrowserRequest browser, boolean isHealth) {
        if (BrowserRules.isForAStranger(browser)) {
            return Optional.of(STRANGER);
        }
        boolean isForThisMachine = settings.login() == InboxSettings.Login.LOCAL && !isHealth;
        if (isForThisMachine && !browser.isLocal()) {
            return Optional.of(NOT_LOCAL);
        }
        if (settings.login() != InboxSettings.Login.REQUIRED && BrowserRules.isRebound(browser, settings.hosts())) {
            return Optional.of(UNKNOWN_HOST);
        }
        return isForThisMachine ? hiddenProxy(browser) : Optional.empty();
    }

    /** Refuses what came through a proxy that does not say so; once that is known, nobody can be told from its clients. */
    private Optional<Refusal> hiddenProxy(BrowserRequest browser) {
        if (BrowserRules.isRebound(browser, Set.of())) {
            return Optional.of(NOT_LOCAL);
        }
        if (BrowserRules.isShownElsewhere(browser) && closed.compareAndSet(false, true)) {
            OpenInbox.warnClosed();
        }
        return closed.get() ? Optional.of(CLOSED) : Optional.empty();
    }
}
