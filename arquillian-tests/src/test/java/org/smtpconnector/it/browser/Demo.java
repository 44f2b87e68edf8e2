package org.smtpconnector.it.browser;

/** Messages with everything that the page can show. */
final class Demo {

    /** A PNG of one pixel. */
    static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    /** The text that {@link #newsletter} hides. */
    static final String PREHEADER = "Only mail programs show this in their list";

    static final String BCC = "auditor@example.org";

    private Demo() {}

    /** Text and HTML, a remote picture, one within, a file; and a recipient that the header does not name. */
    static Mail everything() {
        return Mail.of("Ada Lovelace <ada@engines.example>", "Your order 10442", "you@example.org", BCC)
                .line(
                        """
                        Date: Mon, 4 May 2026 12:11:12 +0200
                        Message-ID: <order-10442@engines.example>
                        MIME-Version: 1.0
                        Content-Type: multipart/mixed; boundary=outer

                        --outer
                        Content-Type: multipart/related; boundary=pictures

                        --pictures
                        Content-Type: multipart/alternative; boundary=inner

                        --inner
                        Content-Type: text/plain; charset=utf-8

                        Follow your order at https://shop.example/track?id=10442.
                        Grüße aus dem Lager
                        --inner
                        Content-Type: text/html; charset=utf-8

                        <h1>On its way</h1><p id="said">Your parcel left <b>today</b>.</p>
                        <img id="remote" src="https://pictures.example/logo.png" alt="logo">
                        <img id="within" src="cid:dot@engines.example" alt="dot">
                        <a href="https://shop.example/track">Track</a>
                        --inner--
                        --pictures
                        Content-Type: image/png; name=dot.png
                        Content-ID: <dot@engines.example>
                        Content-Disposition: inline; filename=dot.png
                        Content-Transfer-Encoding: base64

                        %s
                        --pictures--
                        --outer
                        Content-Type: text/csv; charset=utf-8
                        Content-Disposition: attachment; filename="invoice.csv"

                        article,price
                        engine,1840
                        --outer--"""
                                .formatted(PIXEL));
    }

    /** One of many. */
    static Mail plain(String from, String subject, String to, String text) {
        return Mail.of(from, subject, to).line("").line(text);
    }

    /** Makes a message that hides a text for the list of a mail program, and that has colours under its text. */
    static Mail newsletter() {
        return Mail.of("Garden news <news@garden.example>", "What to sow in May", "you@example.org")
                .line("MIME-Version: 1.0")
                .line("Content-Type: text/html; charset=utf-8")
                .line("")
                .line(
                        """
                        <html><head><title>May</title></head>
                        <body bgcolor="#e3ecdf" style="margin:0;padding:24px;background:#e3ecdf url(https://garden.example/b.png)">
                        <div style="display:none;max-height:0;overflow:hidden">%s&zwnj;&nbsp;</div>
                        <table width="100%%" cellpadding="0" cellspacing="0" style="max-width:560px;margin:0 auto">
                        <tr><td bgcolor="#2f5d3a" style="padding:20px;color:#ffffff;font-size:22px">Garden news</td></tr>
                        <tr><td style="background-color:#ffffff;padding:20px">
                        <h2 style="margin:0 0 12px">What to sow in May</h2>
                        <p>Beans and cucumbers want warm soil: wait until the nights stay above ten degrees.</p>
                        <p>Lettuce grows in any corner. Sow a little every other week.</p>
                        <p><a href="https://garden.example/may">All of May</a></p></td></tr>
                        <tr><td bgcolor="#cfdcc9" style="padding:12px 20px;font-size:12px">You get this since you asked for it.</td></tr>
                        </table></body></html>"""
                                .formatted(PREHEADER));
    }
}
