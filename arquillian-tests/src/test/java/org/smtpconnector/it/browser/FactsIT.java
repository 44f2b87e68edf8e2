package org.smtpconnector.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.it.inbox.InboxServer;
import org.smtpconnector.it.inbox.RunsInbox;
import org.smtpconnector.it.inbox.SmtpConnection;
import org.smtpconnector.it.inbox.WithLogin;

/** The page tells of a session as it was: TLS, the user, the recipients, the reply, what became of it. */
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
class FactsIT {

    private static final String INITIAL_RESPONSE = Base64.getEncoder()
            .encodeToString(('\0' + WithLogin.USER + '\0' + WithLogin.PASSWORD).getBytes(StandardCharsets.UTF_8));

    @BeforeEach
    void empty(InboxServer server) throws Exception {
        Inbox.empty(server, WithLogin.USER, WithLogin.PASSWORD);
    }

    @Test
    void anEncryptedSessionOfAUser(InboxServer server, Tabs tabs) throws Exception {
        SSLSession tls;
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            tls = connection.startTls();
            connection.command("235", "AUTH PLAIN " + INITIAL_RESPONSE);
            Mail.of("Alice <alice@example.org>", "In confidence", "you@example.org", Demo.BCC)
                    .line("")
                    .line("Hi.")
                    .send(connection);
        }
        Page page = tabs.open(server.page().resolve("view/latest"), LoginIT.ALICE);
        Inbox inbox = new Inbox(page);

        assertThat(inbox.part("fact-tls")).containsText(tls.getProtocol());
        assertThat(inbox.part("fact-tls")).containsText(tls.getCipherSuite());
        assertThat(inbox.part("fact-user")).hasText(WithLogin.USER);
        assertThat(inbox.part("fact-rcpt").locator("li")).hasCount(2);
        assertThat(inbox.part("bcc")).hasCount(1);
        assertThat(inbox.part("fact-rcpt").locator("li").nth(1)).hasText(Demo.BCC + "Bcc");
        assertThat(inbox.part("fact-reply")).hasText(Pattern.compile("250 2\\.0\\.0 .+"));
        assertThat(inbox.part("fact-beans")).hasText("InboxBean");
        assertThat(inbox.part("fact-time")).hasText(Pattern.compile("\\d.* m?s.*"));
        assertThat(inbox.part("fact-transaction")).hasText("ACCEPTED");

        inbox.tab("session");
        assertThat(inbox.part("session")).containsText("STARTTLS");
        assertThat(inbox.part("session")).containsText("AUTH PLAIN");
        assertThat(inbox.part("session")).not().containsText(INITIAL_RESPONSE);
        assertThat(inbox.part("session")).not().containsText(WithLogin.PASSWORD);
        assertThat(page.content()).doesNotContain(INITIAL_RESPONSE).doesNotContain("wonder");
    }

    /** The page shows the settings that are in effect, marks those that somebody has set, and shows no secret. */
    @Test
    void theConfigurationWithoutItsSecrets(InboxServer server, Tabs tabs) {
        Page page = tabs.open(server.page().resolve("status"), LoginIT.ALICE);
        Inbox inbox = new Inbox(page);
        Locator rows = inbox.part("settings").locator("tbody tr");
        assertThat(rows.filter(text("smtp.listener.hasty.timeout.processing"))).containsText("PT1S");
        assertThat(rows.filter(text("smtp.listener.default.timeout.processing")))
                .containsText("PT2Mdefault");
        assertThat(rows.filter(text("inbox.login"))).hasText("inbox.loginrequired");
        assertThat(rows.filter(text("inbox.user.password"))).containsText("hidden");
        assertThat(page.content()).doesNotContain("wonder");

        inbox.part("settings-set").check();
        assertThat(rows.filter(text("smtp.listener.default.timeout.processing")))
                .hasCount(0);
        assertThat(rows.filter(text("smtp.listener.hasty.timeout.processing"))).hasCount(1);
        assertThat(rows.filter(text("smtp.listener.default.tls.mode"))).containsText("optional");
        inbox.part("settings-filter").fill("auth.mode");
        assertThat(rows).hasCount(1);
    }

    private static Locator.FilterOptions text(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    /** A bean that takes longer than its listener gives it: the message is not there, but what became of it is. */
    @Test
    void aRolledBackTransaction(InboxServer server, Tabs tabs) throws Exception {
        Page page = tabs.open(server.page(), LoginIT.ALICE);
        Inbox inbox = new Inbox(page);
        page.navigate(server.page().resolve("status").toString());
        String address = inbox.part("listener")
                .filter(new Locator.FilterOptions().setHasText("hasty"))
                .locator("code")
                .textContent();
        InetSocketAddress hasty = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(address.replaceFirst(".*:", "")));
        page.navigate(server.page().toString());

        // As large as it takes on this machine.
        String reply = "250";
        for (int megabytes = 32; reply.startsWith("250") && megabytes <= 1024; megabytes *= 2) {
            reply = sendLarge(hasty, megabytes);
        }
        assertThat(reply).startsWith("451 4.");

        Locator row = inbox.row("hasty@example.org").filter(new Locator.FilterOptions().setHasText("Rolled back"));
        assertThat(row).hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(10_000));
        assertThat(row).containsText(reply);
        inbox.part("search").fill("is:rejected from:hasty");
        assertThat(inbox.rows()).hasCount(1);
        inbox.rows().first().click();
        assertThat(inbox.part("refusal")).containsText("Rolled back");
        assertThat(inbox.part("refusal-reply")).hasText(reply);
        assertThat(inbox.part("fact-beans")).hasText("InboxBean");
        assertThat(inbox.part("session")).containsText("MAIL FROM:<hasty@example.org>");
        assertThat(inbox.part("session").locator("li.refusal")).containsText(reply);
    }

    private static String sendLarge(InetSocketAddress server, int megabytes) throws Exception {
        byte[] line = ("x".repeat(998) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (SmtpConnection connection = new SmtpConnection(server)) {
            connection.command("250", "MAIL FROM:<hasty@example.org>");
            connection.command("250", "RCPT TO:<you@example.org>");
            connection.command("354", "DATA");
            for (int i = 0; i < megabytes * 1000; i++) {
                connection.body().write(line);
            }
            connection.say(".");
            return connection.reply();
        }
    }
}
