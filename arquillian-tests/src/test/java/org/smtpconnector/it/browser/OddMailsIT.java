package org.smtpconnector.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.it.inbox.InboxServer;
import org.smtpconnector.it.inbox.RunsInbox;

/** Mails that are not as one would like them: nothing overflows, nothing is lost, the page stays quick. */
@BrowserTest
@RunsInbox({"-Xmx512m", "-Dsmtp.listener.default.hostname=mx.example.org"})
class OddMailsIT {

    @BeforeEach
    void empty(InboxServer server) throws Exception {
        Inbox.empty(server);
    }

    /** No part of the page is wider than the window. */
    private static void assertFits(Page page, String what) {
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as(what)
                .isEqualTo(true);
    }

    @Test
    void longRightToLeftAndBeyondTheBasicPlane(InboxServer server, Tabs tabs) throws Exception {
        String local = "averyverylonglocalpart".repeat(2);
        String domain = "averyverylongdomain".repeat(3) + ".example.org";
        Mail.of("N".repeat(300) + " <" + local + '@' + domain + '>', "S".repeat(900), local + '@' + domain, Demo.BCC)
                .line("Date: the day after tomorrow, perhaps")
                .line("")
                .line("w".repeat(900))
                .send(server);
        Mail.of("مرحبا <rtl@example.org>", "\u202eTurned 🎉 مرحبا", "you@example.org")
                .line("Content-Type: text/plain; charset=utf-8")
                .line("")
                .line("שלום 👩‍👧")
                .send(server);
        for (int width : List.of(1280, 390)) {
            Page page = tabs.open(server.page(), options -> options.setViewportSize(width, 780));
            Inbox inbox = new Inbox(page);
            assertThat(inbox.rows()).hasCount(2);
            assertFits(page, "list");
            for (String row : List.of("Turned", "SSSS")) {
                inbox.open(row);
                for (String tab : List.of("text", "headers", "source", "session", "links")) {
                    inbox.tab(tab);
                    assertFits(page, row + ' ' + tab);
                }
                inbox.tab("text");
                page.navigate(server.page().toString());
            }
            inbox.open("Turned");
            assertThat(inbox.part("from")).containsText("مرحبا");
            assertThat(inbox.part("subject")).containsText("🎉 مرحبا");
            assertThat(inbox.part("text")).hasText("שלום 👩‍👧");
            // What turns the direction of a text stays within it.
            assertThat(inbox.part("subject").locator("bdi")).hasCount(1);
        }
    }

    @Test
    void tenMegabytes(InboxServer server, Tabs tabs) throws Exception {
        Mail mail = Mail.of("a@example.org", "Ten megabytes", "you@example.org").line("");
        for (int i = 0; i < 10_000; i++) {
            mail.line("x".repeat(998));
        }
        mail.send(server);
        Page page = tabs.open(server.page());
        Inbox inbox = new Inbox(page);
        inbox.open("Ten megabytes");
        assertThat(inbox.part("text")).containsText("xxx");
        inbox.tab("source");
        assertThat(inbox.part("source-size")).hasText("The first 262 kB of 10 MB");
        inbox.tab("headers");
        assertThat(inbox.part("headers")).containsText("Ten megabytes");
    }

    @Test
    void whereLinksLeadAndWhetherTheySaySo(InboxServer server, Tabs tabs) throws Exception {
        Mail.of("a@example.org", "Click", "you@example.org")
                .line("Content-Type: text/html")
                .line("")
                .line("<a href='https://evil.example/x' style='color: red'>www.bank.example</a>")
                .line("<a href='https://shop.example/confirm?t=1'>Confirm</a>")
                .send(server);
        Inbox inbox = new Inbox(tabs.open(server.page().resolve("view/latest#links")));
        assertThat(inbox.part("link")).hasCount(2);
        assertThat(inbox.part("links").locator("li").first()).containsText("https://evil.example/x");
        assertThat(inbox.part("links").locator("li").first()).containsText("leads elsewhere");
        assertThat(inbox.part("misleading")).hasCount(1);
        assertThat(inbox.part("link").nth(1)).hasAttribute("href", "https://shop.example/confirm?t=1");
    }

    @Test
    void theHtmlIsShownAsWideAsItWillBe(InboxServer server, Tabs tabs) throws Exception {
        Demo.everything().send(server);
        Page page = tabs.open(server.page().resolve("view/latest"), options -> options.setViewportSize(1900, 900));
        Inbox inbox = new Inbox(page);
        assertThat(inbox.part("width-desktop")).hasAttribute("aria-pressed", "true");
        inbox.part("width-phone").click();
        assertThat(inbox.part("html").boundingBox().width).isEqualTo(375);
        inbox.part("width-tablet").click();
        assertThat(inbox.part("html").boundingBox().width).isEqualTo(768);
        inbox.part("width-desktop").click();
        assertThat(inbox.part("html").boundingBox().width).isGreaterThan(900);
    }

    /** The page shows the message as its sender meant it to look, but fetches nothing. */
    @Test
    void aNewsletterHasItsColoursAndHidesItsPreheader(InboxServer server, Tabs tabs) throws Exception {
        Demo.newsletter().send(server);
        Page page = tabs.open(server.page());
        Inbox inbox = new Inbox(page);
        assertThat(inbox.rows().first()).containsText("Garden news What to sow in May Beans");
        assertThat(inbox.rows().first()).not().containsText(Demo.PREHEADER);

        inbox.open("What to sow in May");
        FrameLocator html = page.frameLocator("[data-testid=html]");
        assertThat(html.locator("h2")).isVisible();
        assertThat(html.locator("body > div")).hasCSS("background-color", "rgb(227, 236, 223)");
        assertThat(html.locator("td").first()).hasCSS("background-color", "rgb(47, 93, 58)");
        assertThat(html.locator("body")).not().containsText(Demo.PREHEADER);
        inbox.tab("text");
        assertThat(inbox.part("text")).containsText("in any corner");
        assertThat(inbox.part("text")).not().containsText(Demo.PREHEADER);
        assertThat(tabs.requestsThatLeft()).isEmpty();
    }
}
