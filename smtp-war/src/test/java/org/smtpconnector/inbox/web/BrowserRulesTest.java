package org.smtpconnector.inbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserRulesTest {

    /** What a browser makes of a policy: the sources of each directive. */
    private static Map<String, List<String>> policy(Map<String, String> headers) {
        return List.of(headers.get("Content-Security-Policy").split(";")).stream()
                .map(directive -> List.of(directive.strip().split(" ")))
                .collect(Collectors.toMap(d -> d.get(0), d -> d.subList(1, d.size())));
    }

    @Test
    void thePageLoadsItsOwnFilesOnly() {
        Map<String, List<String>> policy = policy(BrowserRules.headers());
        assertThat(policy.get("default-src")).containsExactly("'none'");
        assertThat(policy.get("script-src")).containsExactly("'self'");
        assertThat(policy.get("style-src")).containsExactly("'self'");
        assertThat(policy.get("connect-src")).containsExactly("'self'");
        assertThat(policy.get("frame-src")).containsExactly("'self'");
        assertThat(policy.get("img-src")).containsExactly("'self'", "data:");
        assertThat(policy.get("base-uri")).containsExactly("'none'");
        assertThat(policy.get("form-action")).containsExactly("'none'");
        assertThat(policy.get("frame-ancestors")).containsExactly("'none'");
        assertThat(BrowserRules.headers()).containsEntry("X-Content-Type-Options", "nosniff");
    }

    @Test
    void mailDoesNothingAndIsNotKept() {
        Map<String, List<String>> policy = policy(BrowserRules.apiHeaders());
        assertThat(policy).containsOnlyKeys("default-src", "frame-ancestors", "sandbox");
        assertThat(policy.get("default-src")).containsExactly("'none'");
        assertThat(policy.get("sandbox")).isEmpty();
        assertThat(BrowserRules.apiHeaders()).containsEntry("Cache-Control", "no-store");
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
        assertThat(BrowserRules.isAllowed(method, fetchSite, origin, host)).isEqualTo(allowed);
    }
}
