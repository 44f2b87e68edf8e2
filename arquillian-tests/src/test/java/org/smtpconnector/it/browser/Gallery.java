package org.smtpconnector.it.browser;

import java.io.IOException;
import java.util.List;
import org.smtpconnector.it.inbox.InboxServer;
import org.smtpconnector.it.inbox.RuleRequests;

/** Messages that look like those of a day, for the pictures of the README. */
final class Gallery {

    private static final String YOU = "you@example.org";

    private Gallery() {}

    static void send(InboxServer server) throws IOException {
        Demo.plain(
                        "Welcome desk <hello@accounts.example>",
                        "Welcome aboard",
                        YOU,
                        "Your account is ready. Choose a password within two days.")
                .send(server);
        Demo.plain(
                        "Build bot <ci@builds.example>",
                        "Build 1881 failed on main",
                        YOU,
                        "The step 'integration tests' ended with status 1 after 12 minutes.")
                .send(server);
        Demo.plain(
                        "Grace Hopper <grace@navy.example>",
                        "Minutes of Tuesday",
                        "team@example.org",
                        "Please tell me until Friday what is missing.")
                .send(server);
        Demo.plain(
                        "Accounts <noreply@accounts.example>",
                        "Reset your password",
                        YOU,
                        "Somebody asked for a new password. If that was you, follow the link.")
                .send(server);
        Demo.plain(
                        "Edsger Dijkstra <ewd@thesis.example>",
                        "Re: Considered harmful",
                        YOU,
                        "I have read your draft, and I have remarks.")
                .send(server);
        Demo.everything().send(server);
        Demo.plain(
                        "Build bot <ci@builds.example>",
                        "Build 1882 is green again",
                        YOU,
                        "All 412 tests passed in 9 minutes.")
                .send(server);
        Demo.plain(
                        "Alan Turing <alan@bletchley.example>",
                        "Lunch on Thursday?",
                        YOU,
                        "The usual place, at noon. I bring the machine.")
                .send(server);
        order().send(server);
    }

    /** The replies that people want to see their applications deal with. */
    static void addRules(RuleRequests rules) throws Exception {
        for (String rule : List.of(
                "\"name\": \"Greylisting\", \"stage\": \"rcpt\", \"recipient\": \"*@grey.example\", \"reply\": \"451 4.7.1 Greylisted, try again later\", \"times\": 1",
                "\"name\": \"Quota exceeded\", \"stage\": \"rcpt\", \"recipient\": \"full@*, *@quota.example\", \"reply\": \"452 4.2.2 Mailbox full\"",
                "\"name\": \"Spam filter\", \"stage\": \"body\", \"sender\": \"*@shop.example\", \"subject\": \"*winner*\", \"reply\": \"554 5.7.1 Looks like spam\"",
                "\"name\": \"Slow invoices\", \"stage\": \"body\", \"subject\": \"*invoice*\", \"delay\": \"500ms\"",
                "\"name\": \"Unplugged\", \"stage\": \"data\", \"drop\": true, \"percent\": 10, \"enabled\": false")) {
            rules.add('{' + rule + '}');
        }
    }

    private static Mail order() {
        return Mail.of("The Example Shop <orders@shop.example>", "Your order 10442 is on its way", YOU, Demo.BCC)
                .line(
                        """
                        Date: Mon, 4 May 2026 12:11:12 +0200
                        Message-ID: <10442@shop.example>
                        MIME-Version: 1.0
                        Content-Type: multipart/mixed; boundary=outer

                        --outer
                        Content-Type: multipart/alternative; boundary=inner

                        --inner
                        Content-Type: text/plain; charset=utf-8

                        Hello Ada, thank you for your order. We have handed it to the carrier today.
                        --inner
                        Content-Type: text/html; charset=utf-8

                        <div style="background-color:#eef1f7;padding:24px;font-family:Helvetica,Arial,sans-serif;color:#222">
                        <table width="440" align="center" cellpadding="0" cellspacing="0" style="background-color:#ffffff">
                        <tr><td style="background-color:#1d3a8a;color:#ffffff;font-size:20px;padding:18px 26px">The Example Shop</td></tr>
                        <tr><td style="padding:22px 26px;font-size:15px;line-height:1.5">
                        <p>Hello Ada,</p>
                        <p>thank you for your order <b>10442</b>. We have handed it to the carrier today, and it should be with you on Thursday.</p>
                        <table width="100%" cellpadding="6" style="font-size:15px">
                        <tr><td>1 × Difference engine, brass</td><td align="right">€ 1,840.00</td></tr>
                        <tr><td>2 × Punched cards, box of 500</td><td align="right">€ 36.00</td></tr>
                        <tr><td><b>Total</b></td><td align="right"><b>€ 1,876.00</b></td></tr></table>
                        <p><a href="https://shop.example/track" style="color:#1d3a8a">Follow the parcel</a></p>
                        <img src="https://shop.example/pixel.png" width="1" height="1" alt="">
                        </td></tr></table></div>
                        --inner--
                        --outer
                        Content-Type: application/pdf; name="invoice-10442.pdf"
                        Content-Disposition: attachment; filename="invoice-10442.pdf"
                        Content-Transfer-Encoding: base64

                        JVBERi0xLjQKJcOkw7zDtsOfCjIgMCBvYmoKPDwvTGVuZ3RoIDMgMCBSPj4Kc3RyZWFtCg==
                        --outer--""");
    }
}
