package org.smtpconnector.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In a container each hook is called where a bean overrides it, once, and not dispatched where it does not: neither is the bean called,
 * which an interceptor would see also of a method that it has from the interface only, nor is the container given a Work.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class HooksIT {

    @BeforeEach
    void forget() {
        await().until(() -> Client.send("GET", "listeners/hooks/busy").equals("0"));
        Client.send("DELETE", "calls/hooked");
        Client.send("DELETE", "calls/plain");
    }

    /** One hook, and the message; three recipients are three questions. */
    @ParameterizedTest
    @CsvSource({
        "onConnect, 1",
        "onDisconnect, 1",
        "onHelo, 1",
        "onMailFrom, 1",
        "onRcptTo, 3",
        "onDataStart, 1",
        "onHeaders, 1",
        "onData, 1",
        "onUnknownCommand, 1"
    })
    void aHookThatIsOverriddenIsAWorkAndNoOtherIs(String hook, int times) {
        String listener = hook.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        requireWorksOfASession(listener, "", Map.of(hook, times, "onMessage", 1));
    }

    @Test
    void aBeanWithOneMethodCostsOneWork() {
        requireWorksOfASession("plain", "", Map.of("onMessage", 1));
    }

    /** Nobody else can say who a user is: the default asks the application's identity stores. */
    @Test
    void anAuthenticationIsAWorkAlsoForABeanThatDoesNotOverrideIt() {
        requireWorksOfASession(
                "plain",
                "C: AUTH PLAIN AG1haWxlcgBzZWNyZXQ=\nS: 235 2.7.0 *\n",
                Map.of("onAuthenticate", 1, "onMessage", 1));
    }

    /** The expensive part of a handshake is a Work as well, but the connector's own. */
    @Test
    void aSessionWithTlsCostsNoMore() {
        String startTls = "C: STARTTLS\nS: 220 *\nTLS:\nC: EHLO client.example\nS: 250 ...\n";

        requireWorksOfASession("starttls", startTls, Map.of("onMessage", 1));
    }

    @Test
    void theHookForAuthenticationIsAskedOnce() {
        int before = works("hooks").getOrDefault("onAuthenticate", 0);
        Client.talk(
                "hooks",
                """
                === Authentication
                S: 220 *
                C: EHLO client.example
                S: 250 ...
                C: AUTH PLAIN AHNvbWVib2R5AHNlY3JldA==
                S: 235 2.7.0 *
                C: QUIT
                S: 221 *
                E:
                """);
        await().until(() -> Client.send("GET", "calls/hooked").endsWith("onDisconnect"));

        assertThat(Client.send("GET", "calls/hooked")).isEqualTo("onConnect onHelo onAuthenticate onDisconnect");
        assertThat(Client.send("GET", "calls/plain")).isEmpty();
        assertThat(works("hooks").get("onAuthenticate") - before).isOne();
    }

    /** A whole session costs these Works, by method, and no others. */
    private static void requireWorksOfASession(String listener, String beforeMail, Map<String, Integer> expected) {
        await().until(() ->
                Client.send("GET", "listeners/" + listener + "/busy").equals("0"));
        Map<String, Integer> before = works(listener);
        Client.talk(
                listener,
                """
                === A session
                S: 220 *
                C: EHLO client.example
                S: 250 ...
                %sC: WHAT is this
                S: 500 *
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<a@example.org>
                S: 250 *
                C: RCPT TO:<b@example.org>
                S: 250 *
                C: RCPT TO:<c@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: works
                C:
                C: Text
                C: .
                S: 250 *
                C: QUIT
                S: 221 *
                E:
                """
                        .formatted(beforeMail));
        await().until(() ->
                Client.send("GET", "listeners/" + listener + "/busy").equals("0"));
        await().untilAsserted(() -> {
            Map<String, Integer> works = works(listener);
            before.forEach((method, count) -> works.merge(method, -count, Integer::sum));
            works.values().removeIf(count -> count == 0);
            assertThat(works).isEqualTo(expected);
        });
    }

    private static Map<String, Integer> works(String listener) {
        Map<String, Integer> works = new TreeMap<>();
        Matcher counts =
                Pattern.compile("(\\w+)=(\\d+)").matcher(Client.send("GET", "listeners/" + listener + "/works"));
        while (counts.find()) {
            works.put(counts.group(1), Integer.valueOf(counts.group(2)));
        }
        return works;
    }

    @Test
    void eachIsCalledOnceAndTheNextBeanSeesWhatCameOfIt() {
        Map<String, Integer> before = works("hooks");
        Client.talk(
                "hooks",
                """
                === All hooks
                S: 220 * Hooked
                C: HELO client.example
                S: 250 * Hello client.example
                C: WHAT is this
                S: 502 5.5.1 Not WHAT is this
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<alias@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: all-hooks
                C:
                C: Text
                C: .
                S: 250 2.6.0 Taken
                C: QUIT
                S: 221 *
                E:
                """);
        await().until(() -> Client.send("GET", "calls/hooked").endsWith("onDisconnect"));

        assertThat(Client.send("GET", "calls/hooked"))
                .isEqualTo("onConnect onHelo onUnknownCommand onMailFrom onRcptTo onDataStart onHeaders onData"
                        + " onMessage onDisconnect");
        assertThat(Client.send("GET", "calls/plain")).isEqualTo("onMessage");
        Map<String, Integer> works = works("hooks");
        for (String method : Client.send("GET", "calls/hooked").split(" ", -1)) {
            assertThat(works.get(method) - before.getOrDefault(method, 0))
                    .as(method)
                    .isOne();
        }
        assertThat(Client.stored("all-hooks"))
                .isEqualTo("rewritten@example.org [real@example.org] at the beginning 16");
    }

    @Test
    void eachRefusalIsHeardAndTheSessionGoesOn() {
        Client.talk(
                "hooks",
                """
                === Refusals
                S: 220 *
                C: EHLO spammer.example
                S: 550 5.7.1 Not you
                C: EHLO client.example
                S: 250 ...
                C: MAIL FROM:<spammer@example.org>
                S: 550 5.1.8 Not from there
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<nobody@example.org>
                S: 550 5.1.1 Nobody here
                C: RCPT TO:<alias@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: refused-hooks
                C: X-Spam: yes
                C:
                C: Text
                C: .
                S: 554 5.7.1 Not such a header
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<alias@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: refused-hooks
                C:
                C: Text!
                C: .
                S: 554 5.6.0 Not so loud
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<alias@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: after-refusals
                C: .
                S: 250 2.6.0 Taken
                """);

        assertThat(Client.send("GET", "calls/plain")).isEqualTo("onMessage");
        assertThat(Client.stored("refused-hooks")).isEmpty();
        assertThat(Client.stored("after-refusals")).isNotEmpty();
    }
}
