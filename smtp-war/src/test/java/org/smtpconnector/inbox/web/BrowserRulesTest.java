package org.smtpconnector.inbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserRulesTest {

    /** Returns the policy as a browser reads it: the sources of each directive. */
    private static Map<String, List<String>> policy(Map<String, String> headers) {
        return List.of(headers.get("Content-Security-Policy").split(";")).stream()
                .map(directive -> List.of(directive.strip().split(" ")))
                .collect(Collectors.toMap(d -> d.get(0), d -> d.subList(1, d.size())));
    }

    @Test
    void thePageLoadsItsOwnFilesOnly() {
        Map<String, List<String>> policy = policy(BrowserRules.headers("/", false));
        assertThat(policy.get("default-src")).containsExactly("'none'");
        assertThat(policy.get("script-src")).containsExactly("'self'");
        assertThat(policy.get("style-src")).containsExactly("'self'");
        assertThat(policy.get("connect-src")).containsExactly("'self'");
        assertThat(policy.get("frame-src")).containsExactly("'self'");
        assertThat(policy.get("img-src")).containsExactly("'self'", "data:");
        assertThat(policy.get("base-uri")).containsExactly("'none'");
        assertThat(policy.get("form-action")).containsExactly("'none'");
        assertThat(policy.get("frame-ancestors")).containsExactly("'none'");
        assertThat(BrowserRules.headers("/", false)).containsEntry("X-Content-Type-Options", "nosniff");
    }

    @Test
    void mailDoesNothingAndIsNotKept() {
        Map<String, List<String>> policy = policy(BrowserRules.headers("/api/messages", false));
        assertThat(policy).containsOnlyKeys("default-src", "frame-ancestors", "sandbox");
        assertThat(policy.get("default-src")).containsExactly("'none'");
        assertThat(policy.get("sandbox")).isEmpty();
        assertThat(BrowserRules.headers("/api/messages", false)).containsEntry("Cache-Control", "no-store");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // method, Sec-Fetch-Site, Origin, Host, allowed
                "DELETE, -, -, localhost:8080, true",
                "DELETE, same-origin, http://localhost:8080, localhost:8080, true",
                "DELETE, none, -, localhost:8080, true",
                "DELETE, -, http://localhost:8080, localhost:8080, true",
                "DELETE, -, https://Inbox.example.org, inbox.example.org, true",
                "DELETE, cross-site, http://evil.example, localhost:8080, false",
                "DELETE, same-site, http://evil.localhost, localhost:8080, false",
                "DELETE, cross-site, http://localhost:8080, localhost:8080, false",
                "DELETE, odd, -, localhost:8080, false",
                "DELETE, -, http://evil.example, localhost:8080, false",
                "DELETE, -, http://localhost:8081, localhost:8080, false",
                "DELETE, -, http://localhost:8080.evil.example, localhost:8080, false",
                "DELETE, -, http://user@localhost:8080, localhost:8080, false",
                "DELETE, -, null, localhost:8080, false",
                "DELETE, -, http://[, localhost:8080, false",
                "DELETE, -, http://localhost:8080, -, false",
                "POST, cross-site, http://evil.example, localhost:8080, false",
                "GET, cross-site, http://evil.example, localhost:8080, true",
                "HEAD, cross-site, -, localhost:8080, true"
            })
    void onlyItsOwnPageMayChangeSomething(
            String method, String fetchSite, String origin, String host, boolean allowed) {
        assertThat(BrowserRules.isForAStranger(
                        new BrowserRequest(method, "/view/1", fetchSite, null, null, origin, host, null, true, false)))
                .isEqualTo(!allowed);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // Sec-Fetch-Site, -Mode, -Dest, Origin, allowed
                "-, -, -, -, true",
                "same-origin, cors, empty, -, true",
                "same-origin, navigate, iframe, -, true",
                "none, navigate, document, -, true",
                "cross-site, navigate, document, -, true",
                "cross-site, navigate, iframe, -, false",
                "cross-site, no-cors, image, -, false",
                "cross-site, no-cors, script, -, false",
                "cross-site, cors, empty, http://evil.example, false",
                "same-site, cors, empty, http://evil.localhost:8080, false",
                "-, -, -, http://evil.example, false",
                "-, -, -, http://localhost:8080, true"
            })
    void noPageOfAnotherOriginReadsTheApi(
            String fetchSite, String fetchMode, String fetchDest, String origin, boolean allowed) {
        assertThat(BrowserRules.isForAStranger(new BrowserRequest(
                        "GET",
                        "/api/events",
                        fetchSite,
                        fetchMode,
                        fetchDest,
                        origin,
                        "localhost:8080",
                        null,
                        true,
                        false)))
                .isEqualTo(!allowed);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // Host, by the loopback interface, rebound
                "-, true, false",
                "localhost:8080, true, false",
                "LOCALHOST, true, false",
                "inbox.localhost:8080, true, false",
                "127.0.0.1:8080, true, false",
                "127.1.2.3, true, false",
                "[::1]:8080, true, false",
                "inbox.example.org, true, false",
                "inbox.example.org:8443, true, false",
                "evil.example:8080, true, true",
                "127.0.0.1.evil.example, true, true",
                "localhost.evil.example:8080, true, true",
                "inbox.example.org.evil.example, true, true",
                "'', true, true",
                "evil.example, false, false"
            })
    void onlyItsOwnNamesAreServedByTheLoopbackInterface(String host, boolean loopback, boolean rebound) {
        assertThat(BrowserRules.isRebound(
                        new BrowserRequest("GET", "/", null, null, null, null, host, null, loopback, false),
                        Set.of("inbox.example.org")))
                .isEqualTo(rebound);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // the address that the request came to, a field, whether it is somebody on this machine
                "127.0.0.1, -, true",
                "127.0.0.2, -, true",
                "0:0:0:0:0:0:0:1, -, true",
                "192.0.2.1, -, false",
                "10.0.0.1, -, false",
                "2001:db8:0:0:0:0:0:1, -, false",
                "127.0.0.1, Via, false",
                "127.0.0.1, Forwarded, false",
                "127.0.0.1, X-Forwarded-For, false",
                "127.0.0.1, X-Forwarded-Host, false",
                "127.0.0.1, X-Real-IP, false"
            })
    void onlyWhoAsksAtALoopbackAddressWithoutAProxyIsLocal(String address, String field, boolean local) {
        assertThat(BrowserRequest.of(request(address, field, "HTTP/1.1")).isLocal())
                .isEqualTo(local);
    }

    /** The version of HTTP shows nginx without proxy_http_version. */
    @Test
    void whoSpeaksAnOldVersionOfHttpIsAProxy() {
        assertThat(BrowserRequest.of(request("127.0.0.1", null, "HTTP/1.0")).isLocal())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // where the page is shown, whether that is elsewhere
                "-, false",
                "localhost:8080, false",
                "LOCALHOST:9090, false",
                "127.0.0.1:8080, false",
                "[::1]:8080, false",
                "inbox.example.org, true",
                "192.0.2.1:8080, true",
                "localhost.example.org, true",
                "127.0.0.1.example.org, true",
                "'', true"
            })
    void aPageThatIsShownAtAnotherNameCameThroughAProxy(String page, boolean elsewhere) {
        assertThat(BrowserRules.isShownElsewhere(
                        new BrowserRequest("GET", "/", null, null, null, null, "127.0.0.1", page, true, false)))
                .isEqualTo(elsewhere);
    }

    private static HttpServletRequest request(String localAddress, String field, String protocol) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                BrowserRulesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getLocalAddr" -> localAddress;
                    case "getMethod" -> "GET";
                    case "getProtocol" -> protocol;
                    case "getServletPath" -> "/";
                    case "getHeader" -> arguments[0].equals(field) ? "192.0.2.1" : null;
                    case "getPathInfo" -> null;
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }

    @Test
    void theHtmlOfAMessageHasAnOriginOfItsOwnAndLoadsNothing() {
        Map<String, List<String>> policy = policy(BrowserRules.headers("/api/messages/7/html", false));
        assertThat(policy.get("default-src")).containsExactly("'none'");
        assertThat(policy.get("img-src")).containsExactly("data:");
        assertThat(policy.get("style-src")).containsExactly("'unsafe-inline'");
        assertThat(policy.get("sandbox")).containsExactly("allow-popups", "allow-popups-to-escape-sandbox");
        assertThat(policy.get("form-action")).containsExactly("'none'");
        assertThat(policy.get("frame-ancestors")).containsExactly("'self'");
        assertThat(policy).doesNotContainKeys("script-src", "connect-src", "font-src", "frame-src");

        Map<String, List<String>> remote = policy(BrowserRules.headers("/api/messages/7/html", true));
        assertThat(remote.get("img-src")).containsExactly("data:", "http:", "https:");
        remote.put("img-src", List.of("data:"));
        assertThat(remote).isEqualTo(policy);
    }
}
