package org.smtpconnector.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.it.inbox.InboxServer;
import org.smtpconnector.it.inbox.RunsInbox;

/** A person writes, replies and sends again in the page, and sees what the listener replied. */
@BrowserTest
@RunsInbox({"-Xmx512m", "-Dsmtp.listener.default.hostname=mx.example.org"})
class ComposeIT {

    private static final Pattern TAKEN = Pattern.compile("Taken by 127\\.0\\.0\\.1:\\d+: ?250 2\\.0\\.0 .*");

    @BeforeEach
    void empty(InboxServer server) throws Exception {
        Inbox.empty(server);
    }

    private static Locator field(Inbox inbox, String name) {
        return inbox.part("compose-" + name);
    }

    @Test
    void aMessageThatIsWrittenIsReceived(InboxServer server, Tabs tabs) {
        Page page = tabs.open(server.page());
        Inbox inbox = new Inbox(page);
        assertThat(inbox.part("live")).hasText("Live");
        page.keyboard().press("c");
        field(inbox, "from").fill("Ada <ada@example.org>");
        field(inbox, "to").fill("bob@example.org");
        field(inbox, "bcc").fill("secret@example.org");
        field(inbox, "subject").fill("Größe");
        field(inbox, "text").fill("It rains.\nStill.");
        field(inbox, "send").click();

        assertThat(inbox.part("send-reply")).hasText(TAKEN);
        assertThat(inbox.part("compose")).hasCount(0);
        inbox.open("Größe");
        assertThat(inbox.part("fact-rcpt")).containsText("secret@example.org");
        inbox.tab("text");
        assertThat(inbox.part("text")).containsText("It rains.");

        page.keyboard().press("r");
        assertThat(field(inbox, "from")).hasValue("bob@example.org");
        assertThat(field(inbox, "to")).hasValue("Ada <ada@example.org>");
        assertThat(field(inbox, "subject")).hasValue("Re: Größe");
        assertThat(field(inbox, "text")).hasValue(Pattern.compile("wrote:\n> It rains\\.\n> Still\\.\n$"));
        field(inbox, "send").click();
        assertThat(inbox.row("Re: Größe")).isVisible();
        inbox.open("Re: Größe");
        inbox.tab("headers");
        assertThat(inbox.part("headers")).containsText("In-Reply-To");

        inbox.part("send-again").click();
        assertThat(inbox.row("Re: Größe")).hasCount(2);
    }

    @Test
    void whatIsRefusedStaysOpenWithTheReply(InboxServer server, Tabs tabs) {
        Page page = tabs.open(server.page());
        Inbox inbox = new Inbox(page);
        inbox.part("compose-button").click();
        field(inbox, "to").fill("nobody");
        field(inbox, "send").click();
        assertThat(inbox.part("compose-problem")).containsText("to: expected");
        field(inbox, "to").fill("nobody@[192.0.2.1]");
        field(inbox, "subject").fill("x".repeat(5));
        field(inbox, "text").fill("Kept");
        page.mouse().click(2, 2);
        assertThat(field(inbox, "text")).hasValue("Kept");
        page.keyboard().press("Escape");
        assertThat(inbox.part("compose")).hasCount(0);
    }

    @Test
    void aFileIsSentWithTheEnvelopeThatIsTyped(InboxServer server, Tabs tabs) {
        Page page = tabs.open(server.page());
        Inbox inbox = new Inbox(page);
        inbox.part("compose-button").click();
        field(inbox, "to").fill("Bob <bob@example.org>, carol@example.org");
        field(inbox, "file")
                .setInputFiles(new FilePayload(
                        "a.eml", "message/rfc822", "Subject: Of a file\n\nHi.\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(field(inbox, "subject")).hasCount(0);
        field(inbox, "send").click();
        assertThat(inbox.part("send-reply")).hasText(TAKEN);
        inbox.open("Of a file");
        assertThat(inbox.part("fact-rcpt").locator("li")).hasCount(2);
    }
}
