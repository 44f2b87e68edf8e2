package org.smtpconnector.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.smtpconnector.it.inbox.InboxServer;
import org.smtpconnector.it.inbox.RuleRequests;
import org.smtpconnector.it.inbox.RunsInbox;
import org.smtpconnector.it.inbox.SmtpConnection;

/** No view of the page breaks a rule of axe-core that is about WCAG, or is called best practice. */
@BrowserTest
@RunsInbox({"-Xmx512m", "-Dsmtp.listener.default.hostname=mx.example.org"})
class AccessibilityIT {

    private static final String AXE = axe();

    private static String axe() {
        try (InputStream script = AccessibilityIT.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In all views that were looked at. */
    private final List<String> found = new ArrayList<>();

    @BeforeEach
    void empty(InboxServer server) throws Exception {
        Inbox.empty(server);
    }

    /** Looks at the frame of a message from outside: its content is the sender's business. */
    private void look(Tabs tabs, Page page, String what) {
        page.evaluate("() => { " + AXE + " }");
        Object violations = page.evaluate(
                """
                async () => {
                  const { violations } = await axe.run(document, { iframes: false, resultTypes: ['violations'] });
                  return violations.map(({ id, impact, nodes }) =>
                    `${impact} ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
                }""");
        ((List<?>) violations).forEach(violation -> found.add(what + ": " + violation));
        // What axe does to measure, the page's policy does not let it.
        assertThat(tabs.takeTroubles()).allMatch(trouble -> trouble.contains("Applying inline style"));
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void everyView(ColorScheme scheme, InboxServer server, Tabs tabs) throws Exception {
        Page page = tabs.open(server.page(), options -> options.setColorScheme(scheme));
        Inbox inbox = new Inbox(page);
        assertThat(inbox.part("empty")).isVisible();
        look(tabs, page, "empty");

        Demo.everything().send(server);
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            connection.command("552", "MAIL FROM:<big@example.org> SIZE=99999999999");
        }
        assertThat(inbox.rows()).hasCount(2);
        look(tabs, page, "list with what is new");
        inbox.open("Your order 10442");
        for (String tab : List.of("html", "text", "headers", "source", "session", "links")) {
            inbox.tab(tab);
            assertThat(page.locator("#view [aria-busy]")).hasCount(0);
            look(tabs, page, tab);
        }
        inbox.open("big@example.org");
        look(tabs, page, "refused");
        inbox.part("search").fill("form:x");
        assertThat(inbox.part("search-problem")).isVisible();
        look(tabs, page, "search");
        inbox.part("search").fill("");
        page.keyboard().press("Escape");
        page.keyboard().press("?");
        assertThat(inbox.part("help")).isVisible();
        look(tabs, page, "help");
        page.keyboard().press("Escape");
        assertThat(inbox.part("help")).hasCount(0); // an open dialog has all keys
        page.keyboard().press("c");
        inbox.part("compose-to").fill("nobody");
        inbox.part("compose-send").click();
        assertThat(inbox.part("compose-problem")).isVisible();
        look(tabs, page, "compose");
        inbox.part("compose-to").fill("you@example.org");
        inbox.part("compose-send").click();
        assertThat(inbox.part("sent")).isVisible();
        look(tabs, page, "sent");
        inbox.part("delete-found").click();
        assertThat(inbox.part("confirm")).isVisible();
        look(tabs, page, "question");

        page.navigate(server.page().resolve("status").toString());
        assertThat(inbox.part("settings")).isVisible();
        look(tabs, page, "status");
        rules(tabs, page, server);
        assertThat(found).isEmpty();
    }

    private void rules(Tabs tabs, Page page, InboxServer server) throws Exception {
        RuleRequests rules = new RuleRequests(server);
        rules.add(
                "{\"name\": \"Slow\", \"stage\": \"body\", \"subject\": \"*a*\", \"delay\": \"1s\", \"reply\": \"451 Later\"}");
        rules.add("{\"name\": \"Off\", \"stage\": \"data\", \"drop\": true, \"enabled\": false}");
        page.navigate(server.page().resolve("rules").toString());
        Inbox inbox = new Inbox(page);
        assertThat(inbox.part("rule")).hasCount(2);
        look(tabs, page, "rules");
        inbox.part("rule-edit").first().click();
        inbox.part("rule-reply").fill("250 Ok");
        inbox.part("rule-save").click();
        assertThat(page.locator("[aria-invalid]")).hasCount(1);
        look(tabs, page, "rule with a mistake");
        rules.clear();
    }

    @Test
    void onAPhone(InboxServer server, Tabs tabs) throws Exception {
        Demo.everything().send(server);
        Page page = tabs.open(server.page(), options -> options.setViewportSize(390, 780));
        Inbox inbox = new Inbox(page);
        assertThat(inbox.rows()).hasCount(1);
        look(tabs, page, "list");
        inbox.open("Your order 10442");
        look(tabs, page, "message");
        inbox.part("reply").click();
        assertThat(inbox.part("compose")).isVisible();
        look(tabs, page, "reply");
        assertThat(found).isEmpty();
    }

    /** The measure itself. */
    @Test
    void whatIsWrongIsFound(InboxServer server, Tabs tabs) {
        Page page = tabs.open(server.page());
        assertThat(new Inbox(page).part("empty")).isVisible();
        page.evaluate("document.body.append(document.createElement('button'))");
        look(tabs, page, "nameless");
        assertThat(found).singleElement().asString().contains("button-name");
    }
}
