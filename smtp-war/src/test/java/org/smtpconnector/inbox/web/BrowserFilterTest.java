package org.smtpconnector.inbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.smtpconnector.inbox.settings.InboxSettings;

/** The filter lets nobody pass for whom the inbox is not open, whatever the server has done before. */
class BrowserFilterTest {

    private static final Principal KIM = () -> "kim";

    private final List<String> passed = new ArrayList<>();
    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, String> asked = new HashMap<>(Map.of("Host", "127.0.0.1:8080"));
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status = HttpServletResponse.SC_OK;

    @Test
    void refusesWhoHasNotLoggedInWhereALoginIsRequired() throws Exception {
        filter("/api/messages", null);

        assertThat(passed).isEmpty();
        assertThat(status).isEqualTo(HttpServletResponse.SC_UNAUTHORIZED);
        assertThat(headers.get("WWW-Authenticate")).startsWith("Basic ");
        assertThat(body.toString(StandardCharsets.UTF_8)).contains("Login required");
    }

    @Test
    void keepsARefusalThatTheLoginHasAnswered() throws Exception {
        status = 429;

        filter("/api/messages", null);

        assertThat(passed).isEmpty();
        assertThat(status).isEqualTo(429);
        assertThat(body.size()).isZero();
    }

    @Test
    void letsUsersAndBalancersPass() throws Exception {
        filter("/api/messages", KIM);
        filter("/api/ready", null);
        filter("/health/ready", null);

        assertThat(passed).containsExactly("/api/messages", "/api/ready", "/health/ready");
    }

    @SuppressWarnings("UnnecessaryAssignment") // no container injects it here
    private static BrowserFilter filter(InboxSettings.Login login, String... hosts) {
        BrowserFilter filter = new BrowserFilter();
        filter.settings = new InboxSettings(login, Set.of(hosts), 1, 1, null);
        return filter;
    }

    /** As the browser of a person far away sends it, and nginx with HTTP/1.1 passes it on: the host is that of proxy_pass. */
    @Test
    void closesItselfWhenItsPageIsShownByAProxyThatDoesNotSaySo() throws Exception {
        BrowserFilter local = filter(InboxSettings.Login.LOCAL);
        filter(local, "/api/messages", null);
        asked.put("Inbox-Page", "localhost:8080");
        filter(local, "/api/messages", null);
        assertThat(passed).hasSize(2);

        asked.put("Inbox-Page", "inbox.example.org");
        filter(local, "/api/messages", null);
        asked.remove("Inbox-Page");
        filter(local, "/api/messages/1", null);
        assertThat(passed).hasSize(2);
        assertThat(status).isEqualTo(HttpServletResponse.SC_FORBIDDEN);
        assertThat(body.toString(StandardCharsets.UTF_8)).contains("Closed", "proxy", "inbox.login=required");
        filter(local, "/health/ready", null);
        assertThat(passed).hasSize(3);
    }

    /** Neither a page that has its own name point to this machine, nor one of another origin, closes it for its owner. */
    @Test
    void nobodyElseClosesIt() throws Exception {
        BrowserFilter local = filter(InboxSettings.Login.LOCAL);
        asked.putAll(Map.of("Inbox-Page", "evil.example:8080", "Host", "evil.example:8080"));
        filter(local, "/api/messages", null);
        asked.putAll(Map.of("Host", "127.0.0.1:8080", "Sec-Fetch-Site", "cross-site"));
        filter(local, "/api/messages", null);
        asked.putAll(Map.of("Sec-Fetch-Site", "same-origin", "X-Forwarded-For", "192.0.2.1"));
        filter(local, "/api/messages", null);
        assertThat(passed).isEmpty();

        asked.keySet().removeAll(Set.of("Inbox-Page", "Sec-Fetch-Site", "X-Forwarded-For"));
        filter(local, "/api/messages", null);
        assertThat(passed).hasSize(1);
    }

    /** A name that a proxy asks by is for an inbox that everybody may look into. */
    @Test
    void takesOtherNamesOnlyWhereEverybodyMayLook() throws Exception {
        asked.put("Host", "inbox.example.org");
        filter(filter(InboxSettings.Login.LOCAL, "inbox.example.org"), "/api/messages", null);
        assertThat(passed).isEmpty();
        assertThat(body.toString(StandardCharsets.UTF_8)).contains("inbox.login=none");
        asked.put("Inbox-Page", "inbox.example.org");
        filter(filter(InboxSettings.Login.NONE, "inbox.example.org"), "/api/messages", null);
        assertThat(passed).hasSize(1);
    }

    private void filter(String path, Principal user) throws Exception {
        filter(filter(InboxSettings.Login.REQUIRED), path, user);
    }

    private void filter(BrowserFilter filter, String path, Principal user) throws Exception {
        FilterChain chain = (request, response) -> passed.add(path);
        filter.doFilter(request(path, user), response(), chain);
    }

    private HttpServletRequest request(String path, Principal user) {
        return proxy(HttpServletRequest.class, (self, method, arguments) -> switch (method.getName()) {
            case "getUserPrincipal" -> user;
            case "getDispatcherType" -> DispatcherType.REQUEST;
            case "getServletPath", "getRequestURI" -> path;
            case "getContextPath" -> "";
            case "getMethod" -> "GET";
            case "getProtocol" -> "HTTP/1.1";
            case "getScheme" -> "http";
            case "getServerName", "getLocalAddr", "getRemoteAddr", "getRemoteHost" -> "127.0.0.1";
            case "getServerPort", "getLocalPort" -> 8080;
            case "getHeader" -> asked.get(arguments[0]);
            case "isSecure" -> false;
            default -> null;
        });
    }

    private HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (self, method, arguments) -> {
            switch (method.getName()) {
                case "setStatus" -> status = (int) arguments[0];
                case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                case "getStatus" -> {
                    return status;
                }
                case "getOutputStream" -> {
                    return new Output();
                }
                default -> {}
            }
            return null;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private final class Output extends ServletOutputStream {

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(int octet) {
            body.write(octet);
        }
    }
}
