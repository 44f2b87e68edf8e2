package org.smtpconnector.inbox.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smtpconnector.inbox.corpus.CorpusCase;
import org.smtpconnector.inbox.html.HarmlessHtml;
import org.smtpconnector.inbox.html.InlineImages;
import org.smtpconnector.inbox.html.Links;
import org.smtpconnector.inbox.mime.MessageContent;

/** Messages as the world sends them, and what a page shows of them. */
class PageCorpusTest {

    static Stream<CorpusCase> cases() {
        return CorpusCase.all(PageCorpusTest.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isShownAsOthersShowIt(CorpusCase expected) throws IOException {
        byte[] octets = expected.message();
        MessageContent content = MessageContent.read(new ByteArrayInputStream(octets), MessageContent.MAX_TEXT);
        if (content.html() == null) {
            assertLinks(Links.of(null, content.text()), expected);
            return;
        }
        HarmlessHtml html = HarmlessHtml.of(content.html(), false);
        Map<String, String> pictures = InlineImages.read(new ByteArrayInputStream(octets), html.contentIds());
        String page = html.page(pictures);
        assertThat(lines(expected, "page"))
                .allSatisfy(fragment -> assertThat(page).contains(fragment));
        // The page's own head has styles.
        String body = page.substring(page.indexOf("<body>"));
        assertThat(lines(expected, "absent"))
                .allSatisfy(fragment -> assertThat(body).doesNotContain(fragment));
        assertThat(inline(content, html.contentIds())).isEqualTo(lines(expected, "inline"));
        assertLinks(Links.of(html.page(Map.of()), content.text()), expected);
    }

    private static void assertLinks(List<Links.Link> links, CorpusCase expected) {
        assertThat(links).extracting(Links.Link::href).isEqualTo(lines(expected, "links"));
    }

    private static List<String> inline(MessageContent content, Set<String> shown) {
        return content.attachments().stream()
                .map(attachment -> AttachmentView.of(attachment, shown))
                .filter(AttachmentView::inline)
                .map(AttachmentView::part)
                .toList();
    }

    private static List<String> lines(CorpusCase expected, String key) {
        String value = expected.value(key);
        return value == null
                ? List.of()
                : Arrays.stream(value.split("\n", -1))
                        .filter(line -> !line.isEmpty())
                        .toList();
    }
}
