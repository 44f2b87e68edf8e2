package org.smtpconnector.inbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smtpconnector.inbox.corpus.CorpusCase;
import org.smtpconnector.inbox.mime.Attachment;
import org.smtpconnector.inbox.mime.MessageContent;
import org.smtpconnector.inbox.search.IndexTexts;

/** Messages as the world sends them, and what the RFCs or well-known clients see in them. */
class ContentCorpusTest {

    static Stream<CorpusCase> cases() {
        return CorpusCase.all(ContentCorpusTest.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isReadAsOthersReadIt(CorpusCase expected) throws IOException {
        byte[] octets = expected.message();
        MessageContent content = MessageContent.read(new ByteArrayInputStream(octets), MessageContent.MAX_TEXT);
        MessageBeginning beginning = MessageBeginning.of(octets);
        if (expected.tells("subject")) {
            assertThat(beginning.header().value("Subject")).isEqualTo(expected.value("subject"));
        }
        if (expected.tells("text")) {
            String text = expected.value("text") == null ? "" : expected.value("text");
            assertThat(content.readableText().replace("\r\n", "\n").strip()).isEqualTo(text);
            assertThat(beginning.preview(StoredMessage.MAX_PREVIEW))
                    .isEqualTo(IndexTexts.oneLine(text, StoredMessage.MAX_PREVIEW));
        }
        if (expected.tells("html")) {
            assertThat(content.html().strip().replace("\r\n", "\n")).isEqualTo(expected.value("html"));
        }
        assertAttachments(content.attachments(), expected.value("attachments"));
        assertThat(beginning.attachments()).isEqualTo(content.attachments().size());
        if (expected.value("problem") == null) {
            assertThat(content.problem()).isNull();
        } else {
            assertThat(content.problem()).contains(expected.value("problem"));
        }
    }

    /** Compares attachments with lines. A line has path, name, type, and perhaps the size. */
    private static void assertAttachments(List<Attachment> found, String expected) {
        List<String> lines = expected == null
                ? List.of()
                : Arrays.stream(expected.split("\n")).toList();
        assertThat(found).as("%s", found).zipSatisfy(lines, (attachment, line) -> assertThat(line)
                .isIn(of(attachment, ""), of(attachment, " " + attachment.size())));
    }

    private static String of(Attachment attachment, String size) {
        return attachment.part().path()
                + ' '
                + attachment.part().name()
                + ' '
                + attachment.part().type()
                + size;
    }
}
