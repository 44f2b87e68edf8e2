package org.smtpconnector.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.it.inbox.InboxServer;
import org.smtpconnector.it.inbox.Program;
import org.smtpconnector.it.inbox.RuleRequests;
import org.smtpconnector.it.inbox.RunsInbox;

/** Rules that are made, changed and deleted in the page, and what a client hears of them. */
@BrowserTest
@RunsInbox({"-Xmx512m", "-Dsmtp.listener.default.hostname=mx.example.org"})
class RulesPageIT {

    private static final Pattern RULES = Pattern.compile("/api/rules$");

    private static final String FULL = "{\"name\": \"Full\", \"stage\": \"mail\", \"reply\": \"452 4.3.1 Disk full\"}";

    @BeforeEach
    @AfterEach
    void empty(InboxServer server) throws Exception {
        Inbox.empty(server);
        new RuleRequests(server).clear();
    }

    private static Program.Result swaks(InboxServer server, String recipient) throws Exception {
        return Program.run(
                Path.of("/dev/null"),
                List.of(
                        "swaks",
                        "--server",
                        "127.0.0.1:" + server.smtp().getPort(),
                        "--from",
                        "me@example.org",
                        "--to",
                        recipient));
    }

    @Test
    void aRuleIsMadeInThePageAndHitBySwaks(InboxServer server, Tabs tabs) throws Exception {
        Program.require("swaks", "swaks");
        Page page = tabs.open(server.page());
        Inbox inbox = new Inbox(page);
        inbox.part("nav-rules").click();
        assertThat(page).hasURL(server.page().resolve("rules").toString());
        assertThat(page).hasTitle(Pattern.compile("Rules"));
        assertThat(inbox.part("rules")).containsText("No rules");

        inbox.part("rule-add").click();
        assertThat(inbox.part("rule-name")).isFocused();
        page.keyboard().type("Greylisting");
        inbox.part("rule-recipient").fill("*@grey.example");
        inbox.part("rule-times").fill("1");
        page.keyboard().press("Enter");
        assertThat(inbox.part("rule-editor")).hasCount(0);
        assertThat(inbox.part("rule")).containsText("Greylisting");
        assertThat(inbox.part("rule")).containsText("the first time");

        assertThat(swaks(server, "a@grey.example").output()).contains("451 4.7.1 Try again later");
        assertThat(inbox.part("hits")).hasText("1");
        assertThat(swaks(server, "a@grey.example").status()).isZero();

        inbox.part("nav-inbox").click();
        Locator refused = inbox.rows().filter(text("Refused"));
        assertThat(refused.getByTestId("row-rule")).hasText("Greylisting");
        refused.click();
        assertThat(inbox.part("refusal-rules")).hasText("By the rule Greylisting");
        assertThat(inbox.part("fact-rules")).hasText("Greylisting");
    }

    private static Locator.FilterOptions text(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    @Test
    void oneRuleIsMadeHoweverOftenEnterIsPressed(InboxServer server, Tabs tabs) throws Exception {
        Page page = tabs.open(server.page().resolve("rules"));
        Inbox inbox = new Inbox(page);
        List<Route> held = new ArrayList<>();
        page.route(RULES, route -> {
            if (route.request().method().equals("POST")) {
                held.add(route);
            } else {
                route.fallback();
            }
        });

        inbox.part("rule-add").click();
        inbox.part("rule-name").fill("Full");
        page.keyboard().press("Enter");
        assertThat(inbox.part("rule-save")).isDisabled();
        page.keyboard().press("Enter");
        page.waitForResponse(RULES, () -> held.forEach(Route::fallback));

        assertThat(inbox.part("rule-editor")).hasCount(0);
        assertThat(inbox.part("rule")).hasCount(1);
        assertThat(new RuleRequests(server).all()).hasSize(1);
    }

    @Test
    void aSwitchShowsWhatItWasSetToBeforeTheServerTells(InboxServer server, Tabs tabs) throws Exception {
        RuleRequests rules = new RuleRequests(server);
        rules.add(FULL);
        Page page = tabs.open(server.page().resolve("rules"));
        Inbox inbox = new Inbox(page);
        assertThat(inbox.part("rule-on")).isChecked();
        List<Route> held = new ArrayList<>();
        page.route(RULES, held::add);

        inbox.part("rule-on").focus();
        page.keyboard().press("Space");
        assertThat(inbox.part("toast")).hasText("Switched off");
        assertThat(inbox.part("rule-on")).not().isChecked();
        page.keyboard().press("Space");
        assertThat(inbox.part("toast")).hasText("Switched on");
        assertThat(inbox.part("rule-on")).isChecked();
        assertThat(rules.all().getJsonObject(0).getBoolean("enabled")).isTrue();

        page.unroute(RULES);
        page.waitForResponse(RULES, () -> held.forEach(Route::fallback));
        assertThat(inbox.part("rule-on")).isChecked();
    }

    @Test
    void aSwitchGoesBackWhenTheServerDoesNotTakeIt(InboxServer server, Tabs tabs) throws Exception {
        long id = new RuleRequests(server).add(FULL);
        Page page = tabs.open(server.page().resolve("rules"));
        Inbox inbox = new Inbox(page);
        page.route(
                address -> address.endsWith("/api/rules/" + id),
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(503)
                        .setContentType("application/problem+json")
                        .setBody("{\"title\": \"The database is away\", \"status\": 503}")));

        inbox.part("rule-on").focus();
        page.keyboard().press("Space");

        assertThat(inbox.part("rules").getByRole(AriaRole.ALERT)).containsText("The database is away");
        assertThat(inbox.part("rule-on")).isChecked();
        page.waitForResponse(RULES, () -> {});
        assertThat(inbox.part("rules").getByRole(AriaRole.ALERT)).containsText("The database is away");
    }

    @Test
    void aRuleIsSwitchedOffChangedAndDeletedByTheKeyboard(InboxServer server, Tabs tabs) throws Exception {
        RuleRequests rules = new RuleRequests(server);
        rules.add(FULL);
        Page page = tabs.open(server.page().resolve("rules"));
        Inbox inbox = new Inbox(page);

        inbox.part("rule-on").focus();
        page.keyboard().press("Space");
        assertThat(inbox.part("toast")).hasText("Switched off");
        assertThat(rules.all().getJsonObject(0).getBoolean("enabled")).isFalse();
        page.keyboard().press("Space");
        assertThat(inbox.part("toast")).hasText("Switched on");

        inbox.part("rule-edit").focus();
        page.keyboard().press("Enter");
        assertThat(inbox.part("rule-reply")).hasValue("452 4.3.1 Disk full");
        inbox.part("rule-stage").selectOption("connect");
        assertThat(inbox.part("rule-sender")).hasCount(0);
        inbox.part("rule-action").selectOption("drop");
        assertThat(inbox.part("rule-reply")).hasCount(0);
        inbox.part("rule-save").click();
        assertThat(inbox.part("rule")).containsText("close the connection");
        assertThat(rules.all().getJsonObject(0).getBoolean("drop")).isTrue();

        inbox.part("rule-delete").click();
        inbox.part("confirm-yes").click();
        assertThat(inbox.part("rule")).hasCount(0);
        assertThat(rules.all()).isEmpty();
    }

    @Test
    void mistakesAreToldBesideTheirFields(InboxServer server, Tabs tabs) {
        Page page = tabs.open(server.page().resolve("rules"));
        Inbox inbox = new Inbox(page);
        inbox.part("rule-add").click();
        inbox.part("rule-reply").fill("250 Ok");
        inbox.part("rule-delay").fill("soon");
        inbox.part("rule-save").click();
        assertThat(page.locator("[aria-invalid]")).hasCount(3);
        assertThat(inbox.part("rule-name")).isFocused();
        assertThat(page.locator("#reply-mistake"))
                .hasText("Expected a 4xx or 5xx reply in ASCII such as 451 4.7.1 Try again later.");
        page.keyboard().press("Escape");
        assertThat(inbox.part("rule-editor")).hasCount(0);
    }
}
