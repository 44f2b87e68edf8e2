package org.smtpconnector.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.it.inbox.InboxServer;
import org.smtpconnector.it.inbox.RunsInbox;

/** Finding, walking through and deleting messages. */
@BrowserTest
@RunsInbox({"-Xmx512m", "-Dsmtp.listener.default.hostname=mx.example.org"})
class ListIT {

    @BeforeEach
    void empty(InboxServer server) throws Exception {
        Inbox.empty(server);
    }

    private static void three(InboxServer server) throws Exception {
        Demo.plain("ada@engines.example", "Apples", "you@example.org", "Green ones.")
                .send(server);
        Demo.plain("grace@navy.example", "Pears", "team@example.org", "Ripe ones.")
                .send(server);
        Demo.plain("ada@engines.example", "Plums", "team@example.org", "Blue ones.")
                .send(server);
    }

    @Test
    void theSearchFindsByWordsAndOperators(InboxServer server, Tabs tabs) throws Exception {
        three(server);
        Page page = tabs.open(server.page());
        Inbox inbox = new Inbox(page);
        assertThat(inbox.rows()).hasCount(3);

        inbox.part("search").fill("ripe");
        assertThat(inbox.rows()).hasCount(1);
        assertThat(inbox.part("count")).hasText("1 found");
        inbox.part("search").fill("from:ada to:team");
        assertThat(inbox.row("Plums")).hasCount(1);
        assertThat(inbox.rows()).hasCount(1);
        assertThat(page).hasURL(Pattern.compile(".*/\\?q=from%3Aada\\+to%3Ateam"));
        inbox.part("search").fill("nothing has this");
        assertThat(inbox.rows()).hasCount(0);
        assertThat(page.getByText("Nothing found.")).isVisible();

        // A link has the search in it, and so has the way back.
        page.navigate(server.page().resolve("?q=subject:pears").toString());
        assertThat(inbox.part("search")).hasValue("subject:pears");
        assertThat(inbox.rows()).hasCount(1);
        inbox.open("Pears");
        page.goBack();
        assertThat(inbox.part("search")).hasValue("subject:pears");
        inbox.part("search-clear").click();
        assertThat(inbox.rows()).hasCount(3);
    }

    @Test
    void theOperatorsAreOfferedAndMistakesExplained(InboxServer server, Tabs tabs) throws Exception {
        three(server);
        Page page = tabs.open(server.page());
        Inbox inbox = new Inbox(page);
        assertThat(inbox.rows()).hasCount(3);
        assertThat(inbox.part("search-help")).isHidden();

        page.keyboard().press("/");
        assertThat(inbox.part("search-help")).isVisible();
        inbox.part("search-help").getByText("from:ada@").click();
        assertThat(inbox.part("search")).hasValue("from:");
        page.keyboard().type("grace");
        assertThat(inbox.rows()).hasCount(1);

        inbox.part("search").fill("form:grace");
        assertThat(inbox.part("search-problem")).containsText("form:");
        // What was found before stays until there is something better to show.
        assertThat(inbox.rows()).hasCount(1);
        inbox.part("search").fill("grace");
        assertThat(inbox.part("search-problem")).hasCount(0);
    }

    @Test
    void theKeyboardDoesIt(InboxServer server, Tabs tabs) throws Exception {
        three(server);
        Page page = tabs.open(server.page());
        Inbox inbox = new Inbox(page);
        assertThat(inbox.rows()).hasCount(3);

        page.keyboard().press("j");
        assertThat(inbox.part("subject")).hasText("Plums");
        page.keyboard().press("j");
        assertThat(inbox.part("subject")).hasText("Pears");
        page.keyboard().press("k");
        assertThat(inbox.part("subject")).hasText("Plums");
        page.keyboard().press("4");
        assertThat(inbox.part("session")).containsText("MAIL FROM:<ada@engines.example>");
        page.keyboard().press("Delete");
        assertThat(inbox.part("subject")).hasText("Pears");
        assertThat(inbox.rows()).hasCount(2);
        page.keyboard().press("u");
        assertThat(inbox.part("subject")).hasCount(0);
        page.keyboard().press("?");
        assertThat(inbox.part("help")).isVisible();
        // Keys belong to the dialog while it is open.
        page.keyboard().press("j");
        page.keyboard().press("Escape");
        assertThat(inbox.part("help")).hasCount(0);
        assertThat(inbox.part("subject")).hasCount(0);
        page.keyboard().press("/");
        page.keyboard().type("jukebox");
        assertThat(inbox.part("search")).hasValue("jukebox");
    }

    @Test
    void deletingWhatIsFoundLeavesTheRest(InboxServer server, Tabs tabs) throws Exception {
        three(server);
        Page page = tabs.open(server.page().resolve("?q=from:ada"));
        Inbox inbox = new Inbox(page);
        assertThat(inbox.rows()).hasCount(2);

        inbox.part("delete-found").click();
        assertThat(inbox.part("confirm")).containsText("Delete 2 messages?");
        page.keyboard().press("Escape");
        assertThat(inbox.part("confirm")).hasCount(0);
        assertThat(inbox.rows()).hasCount(2);

        inbox.part("delete-found").click();
        inbox.part("confirm-yes").click();
        assertThat(inbox.rows()).hasCount(0);
        inbox.part("search-clear").click();
        assertThat(inbox.rows()).hasCount(1);
        assertThat(inbox.row("Pears")).isVisible();

        inbox.part("delete-found").click();
        inbox.part("confirm-yes").click();
        assertThat(inbox.part("empty")).isVisible();
    }

    /** Every control has a name, every place is a landmark, and what is shown does not move while it comes. */
    @Test
    void thePageIsAccessibleAndStandsStill(InboxServer server, Tabs tabs) throws Exception {
        three(server);
        Page page = tabs.open(server.page().resolve("view/latest"));
        Inbox inbox = new Inbox(page);
        assertThat(inbox.part("subject")).isVisible();
        Object nameless = page.evaluate(
                """
                () => [...document.querySelectorAll('button, a[href], input, iframe')]
                  .filter(control => !(control.ariaLabel || control.title || control.textContent.trim()))
                  .map(control => control.outerHTML)""");
        assertThat((List<?>) nameless).isEmpty();
        Object moved = page.evaluate(
                """
                () => new Promise(resolve => {
                  new PerformanceObserver(list =>
                    resolve(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)),
                  ).observe({ type: 'layout-shift', buffered: true });
                  setTimeout(() => resolve(0), 300);
                })""");
        assertThat(((Number) moved).doubleValue()).isLessThan(0.05);
    }

    private static final long MANY = 100_000;

    private static String summary(long id) {
        return """
                {"id": %1$d, "receivedAt": "2026-05-04T10:11:12.345Z", "outcome": "accepted", "reversePath": "a@b.example",
                 "recipients": ["you@example.org"], "subject": "Number %1$d", "attachments": 0, "size": 1000}"""
                .formatted(id);
    }

    /** The list as a server with 100,000 messages would give it. */
    private static void many(Route route) {
        Matcher before =
                Pattern.compile("before=(\\d+)").matcher(route.request().url());
        long newest = before.find() ? Long.parseLong(before.group(1)) - 1 : MANY;
        String page = LongStream.iterate(newest, id -> id > 0 && id > newest - 60, id -> id - 1)
                .mapToObj(ListIT::summary)
                .collect(Collectors.joining(",", "[", "]"));
        route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody(page));
    }

    /** However far one scrolls, the document has the rows that can be seen, and few more. */
    @Test
    void thousandsOfRowsCostWhatAScreenOfThemDoes(InboxServer server, Tabs tabs) {
        Page page = tabs.open(URI.create(server.page() + "icon.svg"));
        page.context().route(Pattern.compile(".*/api/messages\\?.*"), ListIT::many);
        page.context()
                .route(
                        Pattern.compile(".*/api/messages/count.*"),
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("application/json")
                                .setBody("{\"count\": " + MANY + "}")));
        page.navigate(server.page().toString());
        Inbox inbox = new Inbox(page);
        assertThat(inbox.part("count")).hasText("100,000 messages");

        Object most = page.evaluate(
                """
                async () => {
                  const pane = document.querySelector('[data-testid=rows]');
                  let most = 0;
                  for (let i = 0; i < 400 && !document.querySelector('[data-id="98500"]'); i++) {
                    pane.scrollTop = pane.scrollHeight;
                    await new Promise(requestAnimationFrame);
                    most = Math.max(most, document.querySelectorAll('.row').length);
                    await new Promise(resolve => setTimeout(resolve, 5));
                  }
                  return most;
                }""");
        assertThat(inbox.row("Number 98500")).hasCount(1);
        assertThat((Integer) most).isBetween(10, 40);
    }

    /** The page says that a search does not see every message yet, so that nobody thinks a message is lost. */
    @Test
    void saysThatTheSearchIndexIsCatchingUp(InboxServer server, Tabs tabs) {
        AtomicReference<String> progress =
                new AtomicReference<>("{\"count\": 0, \"incomplete\": {\"indexed\": 1200, \"stored\": 5000}}");
        AtomicReference<String> found = new AtomicReference<>("[]");
        Page page = tabs.open(URI.create(server.page() + "icon.svg"));
        answer(page, ".*/api/messages\\?.*", found);
        answer(page, ".*/api/messages/count.*", progress);
        page.navigate(server.page() + "?q=needle");
        Inbox inbox = new Inbox(page);
        assertThat(inbox.part("incomplete")).containsText("sees 1,200 of 5,000 messages so far");

        found.set("[" + summary(7) + "]");
        progress.set("{\"count\": 1}");
        assertThat(inbox.row("Number 7")).hasCount(1);
        assertThat(inbox.part("incomplete")).hasCount(0);
    }

    /** Answers the page's requests in place of the server. */
    private static void answer(Page page, String addresses, AtomicReference<String> body) {
        page.context()
                .route(
                        Pattern.compile(addresses),
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("application/json")
                                .setBody(body.get())));
    }
}
