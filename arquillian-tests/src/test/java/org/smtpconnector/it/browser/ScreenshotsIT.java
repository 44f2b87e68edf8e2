package org.smtpconnector.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.smtpconnector.it.inbox.InboxServer;
import org.smtpconnector.it.inbox.RuleRequests;
import org.smtpconnector.it.inbox.RunsInbox;
import org.smtpconnector.it.inbox.SmtpConnection;

/** Takes the pictures of the README anew: {@code ./mvnw verify -pl arquillian-tests -am -Dit.test=ScreenshotsIT -Ddocs.write=true}. */
@BrowserTest
@RunsInbox({"-Xmx512m", "-Dsmtp.listener.default.hostname=mx.example.org"})
@EnabledIfSystemProperty(named = "docs.write", matches = "true")
class ScreenshotsIT {

    private static final Path DIRECTORY = Path.of("..", "docs");
    private static final long LARGEST = 200_000;

    @Test
    void take(InboxServer server, Tabs tabs) throws Exception {
        Inbox.empty(server);
        Gallery.send(server);
        URI newest = server.page().resolve("view/latest");
        shot(tabs, "inbox-light", newest, "html", ScreenshotsIT::small);
        shot(tabs, "inbox-dark", newest, "html", options -> small(options).setColorScheme(ColorScheme.DARK));
        shot(tabs, "inbox-session", newest, "session", ScreenshotsIT::small);
        shot(tabs, "inbox-phone", server.page(), null, options -> options.setViewportSize(390, 780));
        load(server);
        Page status = tabs.open(server.page().resolve("status"), ScreenshotsIT::small);
        // A sample each five seconds: a curve needs some.
        status.locator("[data-testid=plot-messages] path.area").first().waitFor();
        for (int i = 0; i < 24; i++) {
            load(server);
            status.waitForResponse("**/api/status/history", () -> {});
        }
        save(status, "inbox-status");
    }

    @Test
    void takeTheNewsletter(InboxServer server, Tabs tabs) throws Exception {
        Inbox.empty(server);
        Demo.newsletter().send(server);
        Page page = tabs.open(server.page().resolve("view/latest"), ScreenshotsIT::small);
        assertThat(page.frameLocator("[data-testid=html]").locator("h2")).isVisible();
        assertThat(page.locator("[aria-busy=true]")).hasCount(0);
        save(page, "inbox-newsletter");
    }

    @Test
    void takeTheReply(InboxServer server, Tabs tabs) throws Exception {
        Inbox.empty(server);
        Gallery.send(server);
        Page page = tabs.open(server.page(), ScreenshotsIT::small);
        Inbox inbox = new Inbox(page);
        inbox.open("Lunch on Thursday?");
        page.keyboard().press("r");
        inbox.part("compose-text")
                .fill("At noon it is. Thank you!\n" + inbox.part("compose-text").inputValue());
        inbox.part("compose-bcc").fill("diary@example.org");
        save(page, "inbox-compose");
    }

    @Test
    void takeTheRules(InboxServer server, Tabs tabs) throws Exception {
        Inbox.empty(server);
        RuleRequests rules = new RuleRequests(server);
        rules.clear();
        Gallery.addRules(rules);
        for (String recipient : List.of("new@grey.example", "full@quota.example", "full@quota.example")) {
            try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
                assertThat(connection.deliver("Invoice 7", recipient)).startsWith("45");
            }
        }
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            assertThat(connection.deliver("Invoice 8", "you@example.org")).startsWith("250");
        }
        Page page = tabs.open(server.page().resolve("rules"), ScreenshotsIT::small);
        assertThat(new Inbox(page).part("rule")).hasCount(5);
        save(page, "inbox-rules");
        rules.clear();
    }

    /** As wide as the facts beside a message need, and no more: the pictures are stored with the sources. */
    static Browser.NewContextOptions small(Browser.NewContextOptions options) {
        return options.setViewportSize(1200, 690);
    }

    private static void load(InboxServer server) throws Exception {
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            for (int i = 0; i < 20; i++) {
                Demo.plain("ci@builds.example", "Build " + i, "you@example.org", "Done.")
                        .send(connection);
            }
        }
    }

    private static void shot(
            Tabs tabs, String name, URI address, String tab, UnaryOperator<Browser.NewContextOptions> options)
            throws Exception {
        Page page = tabs.open(address, options);
        Inbox inbox = new Inbox(page);
        assertThat(inbox.rows().first()).isVisible();
        // Somebody has been here before, and three messages have come since.
        page.evaluate(
                """
                () => {
                  const since = Number(document.querySelectorAll('[data-testid=message-row]')[4].dataset.id);
                  localStorage.setItem('inbox.read', JSON.stringify({ since, ids: [] }));
                }""");
        page.reload();
        assertThat(page.locator("li.row.new").first()).isVisible();
        assertThat(inbox.part("live")).hasClass("live live");
        if (tab != null) {
            inbox.tab(tab);
            if (tab.equals("html")) {
                assertThat(page.frameLocator("[data-testid=html]")
                                .locator("table")
                                .first())
                        .isVisible();
            }
            assertThat(page.locator("[aria-busy=true]")).hasCount(0);
        }
        page.waitForLoadState(com.microsoft.playwright.options.LoadState.LOAD);
        save(page, name);
    }

    static void save(Page page, String name) throws Exception {
        Path file = Files.createDirectories(DIRECTORY).resolve(name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
        assertThat(Files.size(file)).isLessThan(LARGEST);
    }
}
