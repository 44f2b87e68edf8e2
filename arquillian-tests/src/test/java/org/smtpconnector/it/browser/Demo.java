package org.smtpconnector.it.browser;

/** Messages with everything that the page can show. */
final class Demo {

    /** A PNG of one pixel. */
    static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

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
}
