package org.smtpconnector.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.smtpconnector.it.inbox.InboxServer;
import org.smtpconnector.it.inbox.RunsInbox;

/** Hostile mail is harmless: no script runs, no request leaves, and the page stays usable. */
@BrowserTest
@RunsInbox({"-Xmx512m", "-Dsmtp.listener.default.hostname=mx.example.org"})
class HostileMailsIT {

    @ParameterizedTest
    @EnumSource
    void isHarmless(Hostile hostile, InboxServer server, Tabs tabs) throws Exception {
        Inbox.empty(server);
        hostile.mail().send(server);
        Page page = tabs.open(server.page().resolve("view/latest"));
        Inbox inbox = new Inbox(page);
        assertThat(inbox.rows()).hasCount(1);
        assertThat(inbox.part("fact-mail")).hasText(hostile.name().toLowerCase(Locale.ROOT) + "@evil.example");

        for (Locator tab : inbox.page()
                .getByRole(com.microsoft.playwright.options.AriaRole.TAB)
                .all()) {
            tab.click();
            assertThat(tab).hasAttribute("aria-selected", "true");
            assertThat(inbox.part("view")).isVisible();
            page.waitForLoadState();
            pokeAtFrames(page);
        }
        // What attachments and pictures there are has been loaded, and what they are linked to can be looked at.
        for (Locator attachment : inbox.part("attachment").all()) {
            Page alone = page.context().newPage();
            try {
                alone.navigate(
                        server.page().resolve(attachment.getAttribute("href")).toString());
            } catch (PlaywrightException e) {
                assertThat(e).hasMessageContaining("Download is starting");
            }
            alone.close();
        }

        // Usable: the list and the keyboard still do what they should, and nothing lies over the page.
        inbox.part("brand").click();
        assertThat(inbox.part("subject")).hasCount(0);
        inbox.rows().first().click();
        assertThat(inbox.part("subject")).isVisible();
        assertThat(page).hasTitle("Inbox");
        assertThat(URI.create(page.url()).getAuthority())
                .isEqualTo(server.page().getAuthority());
        assertThat(page.context().pages()).hasSize(1);
        assertThat(page.context().cookies()).noneMatch(cookie -> cookie.name.equals("harmed"));
        // That the browser had to stop something is no trouble; that something ran is.
        assertThat(tabs.takeTroubles()).noneMatch(trouble -> trouble.contains(Hostile.TELLTALE));
        assertThat(tabs.requestsThatLeft()).isEmpty();
    }

    /** Does to a mail all that people do: points, clicks, types. */
    private static void pokeAtFrames(Page page) {
        for (Frame frame : page.frames()) {
            if (frame == page.mainFrame()) {
                continue;
            }
            frame.waitForLoadState();
            assertThat((Boolean) frame.evaluate("origin === 'null'"))
                    .as("the frame has no origin")
                    .isTrue();
            for (Locator target : frame.locator("#target, button, input").all()) {
                // A link may open a window: of what is in it, see Tabs. Here only forms and scripts are looked for.
                if (target.getAttribute("href") == null) {
                    target.click(new Locator.ClickOptions().setForce(true));
                }
            }
        }
    }

    /** The measure itself: a script that does run is seen. */
    @Test
    void aScriptThatRunsWouldBeSeen(InboxServer server, Tabs tabs) {
        Page page = tabs.open(server.page());
        page.evaluate("console.error('" + Hostile.TELLTALE + "')");
        // The policy of the page would not even let it ask.
        page.context().newPage().evaluate("fetch('" + Hostile.EVIL + "').catch(() => {})");
        assertThat(tabs.takeTroubles()).anyMatch(trouble -> trouble.contains(Hostile.TELLTALE));
        assertThat(tabs.takeRequestsThatLeft()).containsExactly(Hostile.EVIL);
    }

    /** The page's own policy: not even a hole in its script would let an inline script or handler run. */
    @Test
    void thePageRunsNoInlineScript(InboxServer server, Tabs tabs) {
        Page page = tabs.open(server.page());
        page.evaluate(
                """
                telltale => {
                  const script = document.createElement('script');
                  script.textContent = `window.harmed = true`;
                  document.body.append(script);
                  document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.harmed = true">');
                  document.body.insertAdjacentHTML('beforeend', '<p id="styled" style="position: fixed">x</p>');
                }""",
                Hostile.TELLTALE);
        assertThat(page.evaluate("window.harmed")).isNull();
        assertThat(page.evaluate("getComputedStyle(document.getElementById('styled')).position"))
                .isEqualTo("static");
        List<String> troubles = tabs.takeTroubles();
        assertThat(troubles).isNotEmpty().allMatch(trouble -> trouble.contains("Content Security Policy"));
    }
}
