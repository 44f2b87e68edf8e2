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
import org.smtpconnector.sample.InboxSettings;

/** A server may let a request pass although the login has failed: then the filter refuses it. */
class BrowserFilterTest {

    private static final Principal KIM = () -> "kim";

    private final List<String> passed = new ArrayList<>();
    private final Map<String, String> headers = new HashMap<>();
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
    private void filter(String path, Principal user) throws Exception {
        BrowserFilter filter = new BrowserFilter();
        filter.settings = new InboxSettings(InboxSettings.Login.REQUIRED, Set.of(), 1, null);
        FilterChain chain = (request, response) -> passed.add(path);
        filter.doFilter(request(path, user), response(), chain);
    }

    private static HttpServletRequest request(String path, Principal user) {
        return proxy(HttpServletRequest.class, (self, method, arguments) -> switch (method.getName()) {
            case "getUserPrincipal" -> user;
            case "getDispatcherType" -> DispatcherType.REQUEST;
            case "getServletPath", "getRequestURI" -> path;
            case "getContextPath" -> "";
            case "getMethod" -> "GET";
            case "getScheme" -> "http";
            case "getServerName", "getLocalAddr", "getRemoteAddr", "getRemoteHost" -> "127.0.0.1";
            case "getServerPort", "getLocalPort" -> 8080;
            case "getHeader" -> "Host".equals(arguments[0]) ? "127.0.0.1:8080" : null;
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
