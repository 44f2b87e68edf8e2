package org.smtpconnector.it.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.smtpconnector.it.inbox.InboxServer;

/** The parts of the page that many tests look at. */
final class Inbox {

    private final Page page;

    Inbox(Page page) {
        this.page = page;
    }

    /** Everything that the server has is deleted. */
    static void empty(InboxServer server) throws IOException, InterruptedException {
        empty(server, "", "");
    }

    /** The same where a login is required. */
    static void empty(InboxServer server, String user, String password) throws IOException, InterruptedException {
        // HTTP/1.1: as in the other tests, see it.inbox.Inbox.
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        URI all = server.page().resolve("api/messages?q=is:any");
        String credentials =
                Base64.getEncoder().encodeToString((user + ':' + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(all)
                .header("Authorization", "Basic " + credentials)
                .DELETE()
                .build();
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new AssertionError("DELETE " + all + ": " + status);
        }
    }

    Page page() {
        return page;
    }

    Locator rows() {
        return page.getByTestId("message-row");
    }

    Locator row(String text) {
        return rows().filter(new Locator.FilterOptions().setHasText(text));
    }

    Locator part(String testId) {
        return page.getByTestId(testId);
    }

    /** Opens the message whose row has the text, and waits until it is shown. */
    void open(String text) {
        Locator row = row(text);
        String id = row.getAttribute("data-id");
        row.click();
        page.locator("[data-testid=message][data-id='" + id + "']").waitFor();
    }

    void tab(String name) {
        part("tab-" + name).click();
    }
}
