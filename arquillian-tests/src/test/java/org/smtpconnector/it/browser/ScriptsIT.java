package org.smtpconnector.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.smtpconnector.it.inbox.InboxServer;
import org.smtpconnector.it.inbox.RunsInbox;

/** The parts of the page's script that decide something, one by one, in the browser that runs them. */
@BrowserTest
@RunsInbox({"-Xmx512m", "-Dsmtp.listener.default.hostname=mx.example.org"})
class ScriptsIT {

    private static Object call(InboxServer server, Tabs tabs, String module, String expression) {
        Page page = tabs.open(server.page().resolve("icon.svg"));
        // The picture is of the same origin as the page, and has nothing that could disturb.
        page.navigate(server.page().resolve("error.html").toString());
        return page.evaluate("async () => { const m = await import('/js/%s.js'); return JSON.stringify(%s); }"
                .formatted(module, expression));
    }

    @Test
    void sizesAndTimesAreShort(InboxServer server, Tabs tabs) {
        assertThat(call(server, tabs, "format", "[999, 1000, 9949, 9950, 999499, 999500, 1e9].map(m.size)"))
                .isEqualTo("[\"999 B\",\"1.0 kB\",\"9.9 kB\",\"9.9 kB\",\"999 kB\",\"1.0 MB\",\"1.0 GB\"]");
        assertThat(call(server, tabs, "format", "[0, 59, 60, 3661, 90000].map(m.duration)"))
                .isEqualTo("[\"0 s\",\"59 s\",\"1 min\",\"1 h 1 min\",\"1 d 1 h\"]");
        assertThat(call(
                        server,
                        tabs,
                        "format",
                        "['Ada <a@b>', '\"L, Ada\" <a@b>', 'a@b', '<a@b>', '<>'].map(m.displayName)"))
                .isEqualTo("[\"Ada\",\"L, Ada\",\"a@b\",\"a@b\",\"<>\"]");
    }

    /** Pages that come while messages come neither lose one nor show one twice. */
    @Test
    void pagesAreMergedWithoutGapsAndDoubles(InboxServer server, Tabs tabs) {
        String ids = "(%s).items.map(({ id }) => id)";
        String list = "[%s].map(id => ({ id }))";
        assertThat(call(
                        server,
                        tabs,
                        "merge",
                        ids.formatted("m.mergeNewest(" + list.formatted("5,4,3,2,1") + ", " + list.formatted("7,6,5")
                                + ", 3)")))
                .as("they touch")
                .isEqualTo("[7,6,5,4,3,2,1]");
        assertThat(call(
                        server,
                        tabs,
                        "merge",
                        ids.formatted(
                                "m.mergeNewest(" + list.formatted("5,4,3") + ", " + list.formatted("9,8,7") + ", 3)")))
                .as("there may be a 6 between them: what is older is read again")
                .isEqualTo("[9,8,7]");
        assertThat(call(
                        server,
                        tabs,
                        "merge",
                        ids.formatted(
                                "m.mergeNewest(" + list.formatted("5,4,3,2") + ", " + list.formatted("5,3") + ", 3)")))
                .as("a page that is not full is all there is")
                .isEqualTo("[5,3]");
        assertThat(call(server, tabs, "merge", "m.insert(" + list.formatted("9,7,5") + ", { id: 6 }).map(i => i.id)"))
                .isEqualTo("[9,7,6,5]");
        assertThat(call(
                        server,
                        tabs,
                        "merge",
                        "[5, 3, 1, 8].map(id => m.neighbour(" + list.formatted("5,3,1") + ", id) ?? null)"))
                .isEqualTo("[3,1,3,null]");
    }

    /** Thousands of events in a second lead to a few requests. */
    @Test
    void eventsInQuickSuccessionAreServedTogether(InboxServer server, Tabs tabs) {
        assertThat(
                        call(
                                server,
                                tabs,
                                "live",
                                """
                                await (async () => {
                                  const served = [];
                                  const pauses = [];
                                  const collect = m.collector(async items => served.push(items), 250, end => pauses.push(end));
                                  [1, 2, 3, 4].forEach(collect);
                                  await null; await null;
                                  pauses.shift()();
                                  await null; await null;
                                  pauses.shift()();
                                  collect(5);
                                  return served;
                                })()"""))
                .isEqualTo("[[1],[2,3,4],[5]]");
    }

    @Test
    void addressesAreReadAsTheyAreWritten(InboxServer server, Tabs tabs) {
        String both = "['/', '/?q=from%3Aa', '/view/12#session', '/view/latest?show=refused', '/status', '/view/x']"
                + ".map(path => m.address(m.parse(new URL(path, 'http://x'))))";
        assertThat(call(server, tabs, "route", both))
                .isEqualTo(
                        "[\"/\",\"/?q=from%3Aa\",\"/view/12#session\",\"/view/latest?show=refused\",\"/status\",\"/\"]");
    }

    @Test
    void theFilterYieldsToWhatTheSearchSays(InboxServer server, Tabs tabs) {
        assertThat(call(
                        server,
                        tabs,
                        "operators",
                        "[['', 'all'], ['a', 'refused'], ['a', 'accepted'], ['is:rejected a', 'all'], ['\"is:a\"', 'all']]"
                                + ".map(([q, show]) => m.question(q, show))"))
                .isEqualTo("[\"is:any\",\"a is:rejected\",\"a\",\"is:rejected a\",\"\\\"is:a\\\" is:any\"]");
    }

    @Test
    void linksEndWhereTheSentenceDoes(InboxServer server, Tabs tabs) {
        assertThat(call(
                        server,
                        tabs,
                        "links",
                        "m.pieces('See https://a.example/b?c=d. (http://e.example) javascript:f() https://')"))
                .isEqualTo("[\"See \",{\"href\":\"https://a.example/b?c=d\"},\". (\",{\"href\":\"http://e.example\"},"
                        + "\") javascript:f() https://\"]");
        assertThat(call(server, tabs, "links", "m.pieces('(https://a.example/b_(c)), “mailto:d@e.example”!')"))
                .isEqualTo(
                        "[\"(\",{\"href\":\"https://a.example/b_(c)\"},\"), “\",{\"href\":\"mailto:d@e.example\"},\"”!\"]");
    }

    @Test
    void plotsHaveAScaleThatHoldsStill(InboxServer server, Tabs tabs) {
        assertThat(call(server, tabs, "plot", "[0, 0.3, 1, 3, 7, 11, 501].map(m.ceiling)"))
                .isEqualTo("[1,0.5,1,5,10,20,1000]");
        assertThat(call(server, tabs, "plot", "m.points([1, null, 0], 3, 1).map(line => line.length)"))
                .as("a gap where nothing is known")
                .isEqualTo("[1,1]");
    }
}
