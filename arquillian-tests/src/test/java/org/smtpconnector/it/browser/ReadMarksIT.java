package org.smtpconnector.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.it.inbox.InboxServer;
import org.smtpconnector.it.inbox.RunsInbox;

/** A new message stays new until somebody has looked at it, and tells of itself if that is wanted. */
@BrowserTest
@RunsInbox({"-Xmx512m", "-Dsmtp.listener.default.hostname=mx.example.org"})
class ReadMarksIT {

    private static final Pattern NEW = Pattern.compile(".*\\bnew\\b.*");

    @BeforeEach
    void empty(InboxServer server) throws Exception {
        Inbox.empty(server);
    }

    private static void send(InboxServer server, String subject) throws Exception {
        Demo.plain("a@example.org", subject, "you@example.org", "Hi.").send(server);
    }

    @Test
    void whatCameWhileThePageWasClosedIsNew(InboxServer server, Tabs tabs) throws Exception {
        send(server, "Known");
        Page page = tabs.open(server.page());
        Inbox inbox = new Inbox(page);
        assertThat(inbox.row("Known")).isVisible();
        assertThat(page).hasTitle("Inbox");
        page.navigate("about:blank");
        send(server, "First");
        send(server, "Second");

        page.navigate(server.page().toString());
        assertThat(page).hasTitle("(2) Inbox");
        assertThat(inbox.rows()).hasCount(3);
        assertThat(page.locator("li.row.new")).hasCount(2);
        inbox.open("First");
        assertThat(page).hasTitle("(1) Inbox");
        page.reload();
        assertThat(page).hasTitle("(1) Inbox");
        assertThat(page.locator("li.row").filter(text("Second"))).hasClass(NEW);

        // Another tab of the same browser knows it, too.
        Page other = page.context().newPage();
        other.navigate(server.page().toString());
        assertThat(other).hasTitle("(1) Inbox");
        other.getByTestId("mark-read").click();
        assertThat(other).hasTitle("Inbox");
        assertThat(page).hasTitle("Inbox");
        assertThat(inbox.part("mark-read")).isDisabled();
    }

    private static com.microsoft.playwright.Locator.FilterOptions text(String text) {
        return new com.microsoft.playwright.Locator.FilterOptions().setHasText(text);
    }

    @Test
    void whoWantsItIsNotified(InboxServer server, Tabs tabs) throws Exception {
        Page page = tabs.open(server.page());
        // What the system would show; and the page has not the focus, as when another window is before it.
        page.addInitScript(
                """
                window.shown = [];
                document.hasFocus = () => false;
                window.Notification = class {
                  static permission = 'granted';
                  static async requestPermission() { return 'granted'; }
                  constructor(title, { body }) { window.shown.push(`${title}, ${body}`); }
                  close() {}
                };""");
        page.reload();
        Inbox inbox = new Inbox(page);
        assertThat(inbox.part("live")).hasText("Live");
        send(server, "Silent");
        assertThat(inbox.row("Silent")).isVisible();
        assertThat((List<?>) page.evaluate("window.shown")).isEmpty();

        inbox.part("notify").click();
        assertThat(inbox.part("notify")).hasAttribute("aria-pressed", "true");
        send(server, "Aloud");
        await().until(() -> ((List<?>) page.evaluate("window.shown")).size() == 1);
        assertThat(page.evaluate("window.shown[0]")).isEqualTo("Aloud, from a@example.org");

        page.reload();
        assertThat(inbox.part("notify")).hasAttribute("aria-pressed", "true");
        inbox.part("notify").click();
        assertThat(inbox.part("notify")).hasAttribute("aria-pressed", "false");
    }
}
