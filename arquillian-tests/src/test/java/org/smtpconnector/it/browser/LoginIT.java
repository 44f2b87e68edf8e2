package org.smtpconnector.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Files;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.it.inbox.InboxServer;
import org.smtpconnector.it.inbox.RunsInbox;
import org.smtpconnector.it.inbox.WithLogin;

/** The page with a login: the browser asks for the password, and then everything works as without one. */
@BrowserTest
@RunsInbox({
    WithLogin.HEAP,
    WithLogin.LOGIN,
    WithLogin.USER_NAME,
    WithLogin.USER_PASSWORD,
    WithLogin.LISTENERS,
    WithLogin.PORT,
    WithLogin.TIMEOUT,
    WithLogin.SIZE,
    WithLogin.TLS,
    WithLogin.AUTH
})
class LoginIT {

    static UnaryOperator<Browser.NewContextOptions> as(String user, String password) {
        return options -> options.setHttpCredentials(user, password);
    }

    static final UnaryOperator<Browser.NewContextOptions> ALICE = as(WithLogin.USER, WithLogin.PASSWORD);

    @BeforeEach
    void empty(InboxServer server) throws Exception {
        Inbox.empty(server, WithLogin.USER, WithLogin.PASSWORD);
    }

    @Test
    void whoHasNoPasswordSeesNothing(InboxServer server, Tabs tabs) throws Exception {
        Demo.plain("a@example.org", "A secret", "you@example.org", "Hi.").send(server);
        for (UnaryOperator<Browser.NewContextOptions> options : java.util.List.of(
                (UnaryOperator<Browser.NewContextOptions>) unchanged -> unchanged, as(WithLogin.USER, "wrong"))) {
            Page page;
            try {
                page = tabs.open(server.page(), options);
            } catch (PlaywrightException e) {
                // Chromium shows no page where it would ask for the password.
                assertThat(e).hasMessageContaining("ERR_INVALID_AUTH_CREDENTIALS");
                continue;
            }
            assertThat(page.locator("body")).containsText("Login required");
            assertThat(page.content()).doesNotContain("A secret").doesNotContain("main.js");
        }
    }

    /** Page, events, frame, pictures, files: each is a request of its own, and brings the password. */
    @Test
    void withThePasswordEverythingWorks(InboxServer server, Tabs tabs) throws Exception {
        Page page = tabs.open(server.page(), ALICE);
        Inbox inbox = new Inbox(page);
        assertThat(inbox.part("live")).hasText("Live");
        assertThat(inbox.part("user")).hasText(WithLogin.USER);

        Demo.everything().send(server);
        inbox.open("Your order 10442");
        FrameLocator html = page.frameLocator("[data-testid=html]");
        assertThat(html.locator("h1")).hasText("On its way");
        Object width = inbox.part("attachment")
                .locator("img")
                .evaluate("""
                async image => { await image.decode(); return image.naturalWidth; }""");
        assertThat(width).isEqualTo(1);
        Download whole = page.waitForDownload(() -> inbox.part("download").click());
        assertThat(Files.readString(whole.path())).endsWith("--outer--\r\n");
        inbox.part("delete").click();
        assertThat(inbox.part("empty")).isVisible();
    }
}
