package org.smtpconnector.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.inbox.InboxServer;
import org.smtpconnector.it.inbox.Program;
import org.smtpconnector.it.inbox.RunsInbox;
import org.smtpconnector.it.inbox.SmtpConnection;

/** The page follows what happens: nobody has to load it again. */
@BrowserTest
@RunsInbox({"-Xmx512m", "-Dsmtp.listener.default.hostname=mx.example.org"})
class LivePageIT {

    /** From the server's 250 until the message can be read in the list. */
    private static final double A_SECOND = 1000;

    @BeforeEach
    void empty(InboxServer server) throws Exception {
        Inbox.empty(server);
    }

    @Test
    void aMessageAppearsWithinASecondWithoutReload(InboxServer server, Tabs tabs) throws Exception {
        Page page = tabs.open(server.page());
        Inbox inbox = new Inbox(page);
        assertThat(inbox.part("live")).hasText("Live");
        assertThat(inbox.part("empty")).isVisible();
        page.evaluate("window.sameDocument = true");

        Demo.plain("a@example.org", "First", "you@example.org", "Hi.").send(server);
        inbox.row("First").waitFor(new Locator.WaitForOptions().setTimeout(A_SECOND));
        Demo.plain("b@example.org", "Second", "you@example.org", "Hi.").send(server);
        inbox.row("Second").waitFor(new Locator.WaitForOptions().setTimeout(A_SECOND));

        assertThat(inbox.rows().first()).containsText("Second");
        assertThat(inbox.part("count")).hasText("2 messages");
        assertThat(inbox.part("empty")).hasCount(0);
        assertThat(page).hasTitle("(2) Inbox");
        assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);
        // What has been opened is not new any more.
        inbox.open("First");
        assertThat(page).hasTitle("(1) Inbox");
    }

    /** The page's command for the first message is right: it is run as it stands there. */
    @Test
    void theEmptyPageTellsHowToSendTheFirstMessage(InboxServer server, Tabs tabs, @TempDir Path directory)
            throws Exception {
        Program.require("curl", "curl");
        Inbox inbox = new Inbox(tabs.open(server.page()));
        assertThat(inbox.part("where")).hasText("127.0.0.1:" + server.smtp().getPort());
        String command = inbox.part("recipe-curl").textContent();

        Path nothing = Files.createFile(directory.resolve("nothing"));
        Program.Result result = Program.run(nothing, List.of("sh", "-c", command));
        org.assertj.core.api.Assertions.assertThat(result.status())
                .as(result.output())
                .isZero();
        assertThat(inbox.row("Hello")).isVisible();
    }

    @Test
    void aBurstIsShownWholeAndInOrder(InboxServer server, Tabs tabs) throws Exception {
        Inbox inbox = new Inbox(tabs.open(server.page()));
        assertThat(inbox.part("empty")).isVisible();
        int messages = 150;
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            for (int i = 1; i <= messages; i++) {
                Demo.plain("a@example.org", "Number " + i + ".", "you@example.org", "Hi.")
                        .send(connection);
            }
        }
        assertThat(inbox.part("count")).hasText(messages + " messages");
        assertThat(inbox.rows().first()).containsText("Number " + messages + ".");
        // All the way down: each is there once, the newest first.
        @SuppressWarnings("unchecked")
        List<String> all = (List<String>)
                inbox.page()
                        .evaluate(
                                """
                        async () => {
                          const pane = document.querySelector('[data-testid=rows]');
                          const seen = new Set();
                          for (let i = 0; i < 500 && !seen.has('Number 1.'); i++) {
                            for (const row of document.querySelectorAll('.row .subject > bdi')) {
                              seen.add(row.textContent);
                            }
                            pane.scrollTop += 300;
                            await new Promise(requestAnimationFrame);
                          }
                          return [...seen];
                        }""");
        assertThat(all)
                .hasSize(messages)
                .startsWith("Number 150.", "Number 149.")
                .endsWith("Number 2.", "Number 1.");
    }

    /** Two people look; one deletes. */
    @Test
    void whatIsDeletedElsewhereGoes(InboxServer server, Tabs tabs) throws Exception {
        Demo.plain("a@example.org", "Stays", "you@example.org", "Hi.").send(server);
        Demo.plain("a@example.org", "Goes", "you@example.org", "Hi.").send(server);
        Inbox mine = new Inbox(tabs.open(server.page()));
        Inbox theirs = new Inbox(tabs.open(server.page()));
        mine.open("Goes");
        theirs.open("Goes");

        theirs.part("delete").click();

        assertThat(mine.row("Goes")).hasCount(0);
        assertThat(mine.part("subject")).hasText("Stays");
        assertThat(mine.part("count")).hasText("1 message");
    }

    /** The browser comes back with the id of the last event that it has seen. */
    @Test
    void whatCameWhileTheConnectionWasLostIsShownWhenItIsBack(InboxServer server, Tabs tabs) throws Exception {
        try (Cable cable = new Cable(server.page())) {
            Inbox inbox = new Inbox(tabs.open(cable.page()));
            assertThat(inbox.part("live")).hasText("Live");

            cable.pull();
            assertThat(inbox.part("live")).hasText("Offline");
            assertThat(inbox.part("offline")).containsText("The server does not answer");
            Demo.plain("a@example.org", "Missed", "you@example.org", "Hi.").send(server);
            cable.plug();

            // The browser waits some seconds before it tries again, and a busy machine makes them more.
            assertThat(inbox.row("Missed")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
            assertThat(inbox.part("live")).hasText("Live");
            assertThat(inbox.part("offline")).hasCount(0);
            assertThat(inbox.part("trouble")).hasCount(0);
        }
    }

    /** A new process knows nothing of the events of the former one: the page asks for everything again. */
    @Test
    void thePageOutlivesARestartOfTheServer(InboxServer server, Tabs tabs) throws Exception {
        Demo.plain("a@example.org", "Before", "you@example.org", "Hi.").send(server);
        Page page = tabs.open(server.page());
        Inbox inbox = new Inbox(page);
        assertThat(inbox.row("Before")).isVisible();
        assertThat(inbox.part("live")).hasText("Live");
        page.evaluate("window.sameDocument = true");

        server.restart();
        Demo.plain("a@example.org", "After", "you@example.org", "Hi.").send(server);

        assertThat(inbox.row("After")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
        assertThat(inbox.part("live")).hasText("Live");
        assertThat(inbox.part("offline")).hasCount(0);
        assertThat(inbox.rows()).hasCount(2);
        assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);
    }

    @Test
    void theNewestViewGoesWithTheNewest(InboxServer server, Tabs tabs) throws Exception {
        Demo.plain("a@example.org", "Old", "you@example.org", "Hi.").send(server);
        Inbox inbox = new Inbox(tabs.open(server.page().resolve("view/latest")));
        assertThat(inbox.part("subject")).hasText("Old");

        Demo.plain("a@example.org", "New", "you@example.org", "Hi.").send(server);

        assertThat(inbox.part("subject")).hasText("New");
        assertThat(inbox.rows().first()).hasAttribute("aria-current", "true");
    }

    @Test
    void theStatusPageFollowsTheListeners(InboxServer server, Tabs tabs) throws IOException {
        Inbox inbox = new Inbox(tabs.open(server.page().resolve("status")));
        Locator listener = inbox.part("listener");
        assertThat(listener).containsText("127.0.0.1:" + server.smtp().getPort());
        assertThat(listener).containsText("accepting");
        int delivered =
                Integer.parseInt(inbox.part("figure-delivered").textContent().replace(",", ""));

        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            Demo.plain("a@example.org", "Counted", "you@example.org", "Hi.").send(connection);
            assertThat(inbox.part("figure-connections")).hasText("1");
        }

        assertThat(inbox.part("figure-delivered")).hasText("%,d".formatted(delivered + 1));
        assertThat(inbox.part("stored")).hasText("1");
        // A sample is taken every five seconds.
        assertThat(inbox.part("plot-messages").locator("path.line").first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(15_000));
        inbox.part("settings-filter").fill("listener.default.port");
        assertThat(inbox.part("settings").locator("tbody tr")).hasCount(1);
        assertThat(inbox.part("settings"))
                .containsText(String.valueOf(server.smtp().getPort()));
    }
}
