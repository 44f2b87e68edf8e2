package org.smtpconnector.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.it.inbox.InboxServer;
import org.smtpconnector.it.inbox.RunsInbox;
import org.smtpconnector.it.inbox.SmtpConnection;

/** One message, from every side; and the page on every kind of screen. */
@BrowserTest
@RunsInbox({"-Xmx512m", "-Dsmtp.listener.default.hostname=mx.example.org"})
class ReadingIT {

    @BeforeEach
    void empty(InboxServer server) throws Exception {
        Inbox.empty(server);
    }

    @Test
    void everyTabShowsItsPart(InboxServer server, Tabs tabs) throws Exception {
        Demo.everything().send(server);
        Page page = tabs.open(server.page());
        Inbox inbox = new Inbox(page);
        inbox.open("Your order 10442");

        FrameLocator html = page.frameLocator("[data-testid=html]");
        assertThat(html.locator("h1")).hasText("On its way");
        assertThat(html.getByText("Your parcel left today.")).isVisible();

        inbox.tab("text");
        assertThat(inbox.part("text")).containsText("Grüße aus dem Lager");
        assertThat(inbox.part("text").locator("a")).hasAttribute("href", "https://shop.example/track?id=10442");

        inbox.tab("headers");
        assertThat(inbox.part("headers")).containsText("<order-10442@engines.example>");

        inbox.tab("source");
        assertThat(inbox.part("source")).containsText("--outer--");

        inbox.tab("session");
        assertThat(inbox.part("session")).containsText("RCPT TO:<" + Demo.BCC + ">");
        assertThat(page).hasURL(Pattern.compile(".*/view/\\d+#session"));

        page.reload();
        assertThat(inbox.part("session")).containsText("MAIL FROM:<ada@engines.example>");
    }

    @Test
    void theEnvelopeIsBesideTheMessage(InboxServer server, Tabs tabs) throws Exception {
        Demo.everything().send(server);
        Inbox inbox = new Inbox(tabs.open(server.page().resolve("view/latest")));

        assertThat(inbox.part("fact-mail")).hasText("ada@engines.example");
        assertThat(inbox.part("fact-rcpt")).containsText("you@example.org");
        assertThat(inbox.part("fact-rcpt").locator("li").filter(bcc())).hasText(Demo.BCC + "Bcc");
        assertThat(inbox.part("fact-reply")).containsText("250 2.0.0");
        assertThat(inbox.part("fact-beans")).containsText("InboxBean");
        assertThat(inbox.part("fact-time")).containsText("ms");
        assertThat(inbox.part("fact-client")).containsText("127.0.0.1:");
        assertThat(inbox.part("fact-helo")).hasText("client.example");
        assertThat(inbox.part("fact-tls")).containsText("in clear");
        assertThat(inbox.part("fact-user")).containsText("nobody");
    }

    private static com.microsoft.playwright.Locator.FilterOptions bcc() {
        return new com.microsoft.playwright.Locator.FilterOptions().setHasText("Bcc");
    }

    @Test
    void attachmentsAreDownloadedAndPicturesShown(InboxServer server, Tabs tabs) throws Exception {
        Demo.everything().send(server);
        Page page = tabs.open(server.page().resolve("view/latest"));
        Inbox inbox = new Inbox(page);

        Download file = page.waitForDownload(
                () -> inbox.part("attachment").filter(text("invoice.csv")).click());
        assertThat(file.suggestedFilename()).isEqualTo("invoice.csv");
        assertThat(Files.readString(file.path())).startsWith("article,price\r\nengine,1840");

        Object width = inbox.part("attachment")
                .filter(text("dot.png"))
                .locator("img")
                .evaluate("""
                async image => { await image.decode(); return image.naturalWidth; }""");
        assertThat(width).isEqualTo(1);
        // A click shows it alone, in a window of its own.
        Page alone = page.waitForPopup(
                () -> inbox.part("attachment").filter(text("dot.png")).click());
        assertThat(alone.locator("img").evaluate("image => image.naturalWidth")).isEqualTo(1);
        // Chromium shows a picture in a document with a style of its own, which the policy of mail does not let it
        // have.
        assertThat(tabs.takeTroubles()).allMatch(trouble -> trouble.contains("Applying inline style"));

        Download whole = page.waitForDownload(() -> inbox.part("download").click());
        assertThat(whole.suggestedFilename()).matches("message-\\d+\\.eml");
        assertThat(Files.readString(whole.path()))
                .contains("Received: from client.example")
                .endsWith("--outer--\r\n");
    }

    private static com.microsoft.playwright.Locator.FilterOptions text(String text) {
        return new com.microsoft.playwright.Locator.FilterOptions().setHasText(text);
    }

    /** A transaction that never became a message is listed too, with the reply that the client heard. */
    @Test
    void refusedTransactionsAreListedWithTheirReply(InboxServer server, Tabs tabs) throws Exception {
        Demo.plain("a@example.org", "Taken", "you@example.org", "Hi.").send(server);
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            connection.command("552", "MAIL FROM:<big@example.org> SIZE=99999999999");
        }
        Inbox inbox = new Inbox(tabs.open(server.page()));
        assertThat(inbox.rows()).hasCount(2);
        assertThat(inbox.row("552 5.3.4")).containsText("Refused");

        inbox.part("show-accepted").click();
        assertThat(inbox.rows()).hasCount(1);
        assertThat(inbox.row("Taken")).isVisible();
        inbox.part("show-refused").click();
        assertThat(inbox.row("big@example.org")).isVisible();
        assertThat(inbox.rows()).hasCount(1);

        inbox.open("big@example.org");
        assertThat(inbox.part("refusal")).containsText("Refused");
        assertThat(inbox.part("refusal-reply")).containsText("552 5.3.4");
        assertThat(inbox.part("session")).containsText("MAIL FROM:<big@example.org> SIZE=99999999999");
        assertThat(inbox.part("session").locator("li.refusal")).containsText("552 5.3.4");
        assertThat(inbox.part("download")).hasCount(0);
    }

    /** The picture within is shown at once; a remote one is not even asked for until somebody says so. */
    @Test
    void remoteImagesWaitForTheButton(InboxServer server, Tabs tabs) throws Exception {
        Demo.everything().send(server);
        Page page = tabs.open(server.page().resolve("view/latest"));
        Inbox inbox = new Inbox(page);
        FrameLocator html = page.frameLocator("[data-testid=html]");
        assertThat(html.getByAltText("dot")).hasAttribute("src", Pattern.compile("data:image/png.*"));
        assertThat(tabs.requestsThatLeft()).isEmpty();

        page.context()
                .route(
                        "https://pictures.example/**",
                        route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                                .setContentType("image/png")
                                .setBodyBytes(java.util.Base64.getDecoder().decode(Demo.PIXEL))));
        page.waitForRequest("https://pictures.example/logo.png", () -> inbox.part("show-images")
                .click());

        assertThat(inbox.part("images-shown")).isVisible();
        Object width = html.getByAltText("logo")
                .evaluate("""
                async image => { await image.decode(); return image.naturalWidth; }""");
        assertThat(width).isEqualTo(1);
    }

    /** Each colour scheme has contrast enough for small text (WCAG 2.2, 1.4.3). */
    @Test
    void lightAndDarkFollowTheSystem(InboxServer server, Tabs tabs) throws Exception {
        Demo.everything().send(server);
        Page page = tabs.open(server.page().resolve("view/latest"));
        assertThat(new Inbox(page).part("subject")).isVisible();
        assertThat(background(page)).isEqualTo("light");
        assertThat(tooPale(page)).isEmpty();

        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(background(page)).isEqualTo("dark");
        assertThat(tooPale(page)).isEmpty();
    }

    private static Object background(Page page) {
        return page.evaluate(
                """
                () => {
                  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);
                  return (r + g + b) / 3 > 128 ? 'light' : 'dark';
                }""");
    }

    @SuppressWarnings("unchecked")
    private static List<String> tooPale(Page page) {
        return (List<String>)
                page.evaluate(
                        """
                () => {
                  const channel = value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
                  const luminance = ([r, g, b]) =>
                    0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
                  const colour = text => text.match(/[\\d.]+/g).map(Number);
                  const behind = element => {
                    for (let at = element; at; at = at.parentElement) {
                      const found = colour(getComputedStyle(at).backgroundColor);
                      if (found.length === 3 || found[3] === 1) return found;
                    }
                    return [255, 255, 255];
                  };
                  const pale = [];
                  for (const element of document.querySelectorAll('#app *')) {
                    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
                    if (!own || !element.checkVisibility() || element.closest('[disabled]')) continue;
                    const a = luminance(colour(getComputedStyle(element).color));
                    const b = luminance(behind(element));
                    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                    if (contrast < 4.5) pale.push(`${element.className}: ${element.textContent} ${contrast.toFixed(1)}`);
                  }
                  return pale;
                }""");
    }

    @Test
    void onAPhoneThereIsOnePaneAtATime(InboxServer server, Tabs tabs) throws Exception {
        Demo.everything().send(server);
        Page page = tabs.open(
                server.page(),
                options -> options.setViewportSize(390, 780).setHasTouch(true).setIsMobile(true));
        Inbox inbox = new Inbox(page);
        assertThat(inbox.rows()).hasCount(1);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
        assertThat(
                        page.evaluate(
                                "[...document.querySelectorAll('.top *')].filter(e => e.getBoundingClientRect().right > 390).length"))
                .as("parts of the bar that are beyond the edge")
                .isEqualTo(0);

        inbox.rows().first().tap();
        assertThat(inbox.part("subject")).isVisible();
        assertThat(inbox.part("message-list")).isHidden();
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
        inbox.part("facts").locator("summary").tap();
        assertThat(inbox.part("fact-mail")).isVisible();
        for (String tab : List.of("text", "headers", "source", "session")) {
            inbox.tab(tab);
            assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .as(tab)
                    .isEqualTo(390);
        }

        inbox.part("back").tap();
        assertThat(inbox.rows().first()).isVisible();
        assertThat(inbox.part("subject")).hasCount(0);
    }
}
