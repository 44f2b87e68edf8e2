package org.smtpconnector.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.smtpconnector.it.inbox.InboxServer;
import org.smtpconnector.it.inbox.RunsInbox;
import org.smtpconnector.it.inbox.SecondServer;

/** Messages go on to another server by themselves and by hand, for the recipients that may get them. */
@BrowserTest
@RunsInbox({
    "-Xmx512m",
    "-Dinbox.release.host=127.0.0.1",
    "-Dinbox.release.port=" + SecondServer.PORT,
    "-Dinbox.release.recipients=*@real.example,you@example.org",
    "-Dinbox.release.automatic=true"
})
class ReleaseIT {

    @BeforeEach
    void empty(InboxServer server) throws Exception {
        Inbox.empty(server);
    }

    @Test
    void aMessageThatCameWhileTheOtherServerWasDownIsReleasedByHand(InboxServer server, Tabs tabs) throws Exception {
        Mail.of("Shop <shop@example.org>", "Your order", "anna@real.example", "hidden@real.example", "b@test.example")
                .line("")
                .line("It is on its way: Größe 42.")
                .line(".dot")
                .send(server);
        Page page = tabs.open(server.page());
        Inbox inbox = new Inbox(page);
        inbox.open("Your order");
        assertThat(inbox.part("fact-release")).containsText("connect");

        try (SecondServer other = new SecondServer()) {
            inbox.part("release").click();
            assertThat(inbox.part("send-reply")).containsText("250 2.0.0 Delivered as 4711");
            assertThat(inbox.part("fact-release")).containsText("250 2.0.0 Delivered as 4711");
            assertThat(other.taken()).singleElement().satisfies(taken -> {
                assertThat(taken.from()).isEqualTo("shop@example.org");
                assertThat(taken.recipients()).containsExactly("anna@real.example", "hidden@real.example");
                assertThat(taken.content()).endsWith("\r\n\r\nIt is on its way: Größe 42.\r\n.dot\r\n");
            });
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "docs.write", matches = "true")
    void takeThePicture(InboxServer server, Tabs tabs) throws Exception {
        try (SecondServer other = new SecondServer()) {
            Gallery.send(server);
            Page page = tabs.open(server.page().resolve("view/latest"), ScreenshotsIT::small);
            Inbox inbox = new Inbox(page);
            assertThat(inbox.part("fact-release")).isVisible();
            inbox.part("release").click();
            assertThat(inbox.part("send-reply")).containsText("250 2.0.0");
            assertThat(page.frameLocator("[data-testid=html]").locator("table").first())
                    .isVisible();
            ScreenshotsIT.save(page, "inbox-release");
            assertThat(other.taken()).isNotEmpty();
        }
    }

    @Test
    void aMessageForTheListIsReleasedByItself(InboxServer server, Tabs tabs) throws Exception {
        try (SecondServer other = new SecondServer()) {
            Demo.plain("a@example.org", "Kept here", "b@test.example", "Hi.").send(server);
            Demo.plain("a@example.org", "Sent on", "b@real.example", "Hi.").send(server);
            await().until(() -> !other.taken().isEmpty());
            assertThat(other.taken())
                    .extracting(SecondServer.Taken::recipients)
                    .containsExactly(List.of("b@real.example"));
        }
        Page page = tabs.open(server.page());
        Inbox inbox = new Inbox(page);
        inbox.open("Sent on");
        assertThat(inbox.part("fact-release")).containsText("250 2.0.0 Delivered as 4711");
        inbox.open("Kept here");
        assertThat(inbox.part("fact-release")).hasCount(0);
        inbox.part("release").click();
        assertThat(inbox.part("trouble")).containsText("inbox.release.recipients");
    }
}
