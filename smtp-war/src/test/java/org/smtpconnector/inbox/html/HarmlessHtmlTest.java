package org.smtpconnector.inbox.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rest of hostile HTML has no element and no attribute that could act, and no address but of links. */
@Timeout(30)
class HarmlessHtmlTest {

    private static final Set<String> ACTING = Set.of(
            "script",
            "style",
            "link",
            "iframe",
            "frame",
            "object",
            "embed",
            "applet",
            "form",
            "input",
            "button",
            "textarea",
            "select",
            "svg",
            "math",
            "video",
            "audio",
            "source",
            "template",
            "noscript",
            "marquee",
            "dialog",
            "frameset");

    private static void assertHarmless(String sent, boolean remote) {
        String page = HarmlessHtml.of(sent, remote).page(Map.of());
        // As a browser reads it, and not as it is written.
        Document document = Jsoup.parse(page);
        // The one style is the page's own: the message's begin in its body.
        assertThat(document.head().select("style").remove()).hasSize(1);
        for (Element element : document.getAllElements()) {
            String name = element.normalName();
            assertThat(ACTING).as(page).doesNotContain(name);
            if (name.equals("meta")) {
                assertThat(element.hasAttr("http-equiv")).as(page).isFalse();
            }
            if (name.equals("base")) {
                assertThat(element.hasAttr("href")).as(page).isFalse();
            }
            element.attributes().forEach(attribute -> {
                String key = attribute.getKey().toLowerCase(Locale.ROOT);
                String value = attribute.getValue().toLowerCase(Locale.ROOT);
                assertThat(key)
                        .as(page)
                        .doesNotStartWith("on")
                        .isNotIn("srcset", "background", "formaction", "poster", "id");
                switch (key) {
                    case "href" -> assertThat(value).as(page).matches("(https?://|mailto:).*");
                    case "src" ->
                        assertThat(value).as(page).matches(remote ? "(https?://|data:image/).*" : "data:image/.*");
                    case "style" ->
                        assertThat(value)
                                .as(page)
                                .doesNotContain("url(", "position", "expression", "import", "@", "\\", "behavior");
                    default -> assertThat(value).as(page).doesNotContain("javascript:");
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>harm()</script>",
                "<scr<script>ipt>harm()</scr</script>ipt>",
                "<img src=x onerror=harm()>",
                "<img src=\"x\"onerror=\"harm()\">",
                "<img/src/onerror=harm()>",
                "<p onclick='harm()'>x",
                "<body onload=harm()>",
                "<a href='javascript:harm()'>x</a>",
                "<a href='&#106;avascript:harm()'>x</a>",
                "<a href='java\tscript:harm()'>x</a>",
                "<a href=' \u0001javascript:harm()'>x</a>",
                "<a href='data:text/html,<script>harm()</script>'>x</a>",
                "<a href='vbscript:harm()'>x</a>",
                "<a href='//evil.example/'>x</a>",
                "<svg onload=harm()><script>harm()</script></svg>",
                "<math><mtext><mglyph><style><img src=x onerror=harm()></style></math>",
                "<style>@import 'https://evil.example/'</style>",
                "<div style='background:url(https://evil.example/)'>x</div>",
                "<div style='background:u\\72l(https://evil.example/)'>x</div>",
                "<div style='position:fixed;top:0;left:0;width:100%;height:100%'>x</div>",
                "<div style='width:expression(harm())'>x</div>",
                "<img src='https://evil.example/1.png'>",
                "<img src='//evil.example/1.png'>",
                "<img srcset='https://evil.example/1.png 2x'>",
                "<img src='file:///etc/passwd'>",
                "<img src='data:image/svg+xml;base64,PHN2Zy8+'>",
                "<img src='data:text/html,<script>harm()</script>'>",
                "<img src='https://cid.invalid/0'>",
                "<img src='cid:x\" onerror=\"harm()'>",
                "<table background='https://evil.example/'><tr><td>x</table>",
                "<form action='https://evil.example/'><input name=password><button>x</button></form>",
                "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
                "<base href='https://evil.example/'>",
                "<iframe src='https://evil.example/'></iframe>",
                "<object data='https://evil.example/'></object><embed src='https://evil.example/'>",
                "<video src='https://evil.example/' poster='https://evil.example/'></video>",
                "</body></html><script>harm()</script>",
                "<!--><script>harm()</script-->",
                "<!--[if gte IE 4]><script>harm()</script><![endif]-->",
                "<textarea></textarea><script>harm()</script></textarea>",
                "<noscript><p title='</noscript><img src=x onerror=harm()>'></noscript>",
                "<xmp><p title='</xmp><img src=x onerror=harm()>'></xmp>",
                "<a href='https://ok.example/' target='_top' onclick=harm()>x</a>",
                "<p id=cover name=x class=y>x</p>",
                "<\u0000script>harm()</script>",
                "<"
            })
    void nothingActs(String sent) {
        assertHarmless(sent, false);
        assertHarmless(sent, true);
    }

    @Test
    void deepAndLongOnesComeToAnEnd() {
        assertHarmless("<div>".repeat(200_000), false);
        assertHarmless("<b><i>".repeat(100_000) + "</b>".repeat(100_000), false);
        assertHarmless("<table><tr><td>".repeat(50_000), false);
        assertHarmless("<a href='" + "x".repeat(1_000_000), false);
        assertHarmless("<".repeat(500_000), false);
        assertHarmless("<p style='" + "color:red;".repeat(50_000) + "'>x", false);
        assertHarmless("&".repeat(500_000), false);
    }

    @Test
    void whatPeopleWriteIsKept() {
        String page = HarmlessHtml.of(
                        "<h1>Title</h1><p style='color:red;text-align:center'>A <b>b</b> <a href='https://ok.example/?a=1&b=2'>c</a></p>"
                                + "<table width='100%'><tr><td colspan='2' bgcolor='#ffffff'>d</td></tr></table><ul><li>e</ul>",
                        false)
                .page(Map.of());
        assertThat(Jsoup.parse(page).body().text()).isEqualTo("Title A b c d e");
        assertThat(page)
                .contains("color:red")
                .contains("text-align:center")
                .contains("href=\"https://ok.example/?a&#61;1&amp;b&#61;2\"")
                .contains("noopener")
                .contains("colspan=\"2\"");
    }

    @Test
    void remotePicturesAreCountedAndShownWhenAsked() {
        String sent = "<img src='https://a.example/1.png'><img src='//b.example/2.png'><img src='http://c.example/3'>";
        HarmlessHtml without = HarmlessHtml.of(sent, false);
        assertThat(without.remoteImages()).isEqualTo(3);
        assertThat(without.page(Map.of())).doesNotContain(".example");
        assertThat(HarmlessHtml.of(sent, true).page(Map.of()))
                .contains("https://a.example/1.png")
                .contains("https://b.example/2.png")
                .contains("http://c.example/3");
    }

    @Test
    void picturesOfTheMessageAreShownInPlace() {
        HarmlessHtml html = HarmlessHtml.of("<img src='cid:a@x'><img src=\"CID:b\"><img src='cid:missing'>", false);
        assertThat(html.contentIds()).containsExactlyInAnyOrder("a@x", "b", "missing");
        assertThat(html.remoteImages()).isZero();
        String page = html.page(Map.of("a@x", "data:image/png;base64,AAAA", "b", "data:image/gif;base64,BBBB"));
        assertThat(page)
                .contains("src=\"data:image/png;base64,AAAA\"")
                .contains("src=\"data:image/gif;base64,BBBB\"")
                .doesNotContain("cid");
    }
}
