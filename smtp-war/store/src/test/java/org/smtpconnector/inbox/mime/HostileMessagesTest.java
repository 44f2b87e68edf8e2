package org.smtpconnector.inbox.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.input.BrokenInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a message is made of, reading it ends soon, holds little of it, and gives what there is. */
@Timeout(60)
class HostileMessagesTest {

    private static final int TEN_MEGABYTES = 10_000_000;

    private static MessageContent read(String message) throws IOException {
        byte[] octets = message.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        return MessageContent.read(new ByteArrayInputStream(octets), MessageContent.MAX_TEXT);
    }

    private static String header(String type) {
        return "MIME-Version: 1.0\nContent-Type: " + type + "\n";
    }

    @Test
    void readsAnOrdinaryMessage() throws IOException {
        MessageContent content = read(header("multipart/mixed; boundary=a")
                + "\npreamble\n--a\nContent-Type: multipart/alternative; boundary=b\n"
                + "\n--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=\n=C3=9Fe"
                + "\n--b\nContent-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\nPGI+5DwvYj4="
                + "\n--b--\n--a\nContent-Type: image/png; name=\"a b.png\"\nContent-ID: <logo@x>\n"
                + "Content-Transfer-Encoding: base64\n\niVBORw0KGgowMDAw"
                + "\n--a\nContent-Type: message/rfc822\n\nSubject: inner\n\n--b\nnot a part"
                + "\n--a--\nepilogue");
        assertThat(content.problem()).isNull();
        assertThat(content.text()).isEqualTo("Grüße");
        assertThat(content.html()).isEqualTo("<b>ä</b>");
        assertThat(content.attachments())
                .extracting(
                        a -> a.part().path(),
                        a -> a.part().name(),
                        a -> a.part().type(),
                        Attachment::image)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("2", "a b.png", "image/png", "image/png"),
                        org.assertj.core.groups.Tuple.tuple("3", "part-3", "message/rfc822", null));
        assertThat(content.attachments().get(0).size()).isEqualTo(12);
        assertThat(content.attachments().get(0).part().contentId()).isEqualTo("logo@x");
    }

    @Test
    void tenMegabytesOfPartsWithinParts() throws IOException {
        StringBuilder message = new StringBuilder();
        for (int depth = 0; message.length() < TEN_MEGABYTES; depth++) {
            message.append(header("multipart/mixed; boundary=b" + depth))
                    .append("\n--b")
                    .append(depth)
                    .append('\n');
        }
        MessageContent content = read(message.toString());
        assertThat(content.problem()).contains("nested deeper than " + MimeWalk.MAX_DEPTH);
        assertThat(content.attachments()).hasSizeLessThanOrEqualTo(MimeWalk.MAX_PARTS);
    }

    @Test
    void whatIsTooDeepIsOnePart() throws IOException {
        StringBuilder message = new StringBuilder();
        int levels = MimeWalk.MAX_DEPTH + 10;
        for (int level = 0; level < levels; level++) {
            message.append(header("multipart/mixed; boundary=b" + level))
                    .append("\n--b")
                    .append(level)
                    .append('\n');
        }
        message.append("\ndeep\n");
        for (int level = levels - 1; level >= 0; level--) {
            message.append("--b").append(level).append("--\n");
        }
        MessageContent content = read(message.toString());
        assertThat(content.problem()).contains("nested deeper than " + MimeWalk.MAX_DEPTH);
        assertThat(content.attachments()).hasSize(1);
        assertThat(content.attachments().get(0).part().path()).isEqualTo("1" + ".1".repeat(MimeWalk.MAX_DEPTH - 1));
    }

    @Test
    void tenThousandParts() throws IOException {
        MessageContent content = read(header("multipart/mixed; boundary=b") + "\n"
                + "--b\nContent-Disposition: attachment\n\nx\n".repeat(10_000) + "--b--");
        assertThat(content.problem()).contains("more than " + MimeWalk.MAX_PARTS);
        assertThat(content.attachments()).hasSize(MimeWalk.MAX_PARTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // one long line, one long field of many lines, many fields: in the header, and in that of a part
                "Subject: %LONG%\n\nbody",
                "Subject: x\n%FOLDED%\n\nbody",
                "%FIELDS%\nbody",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nX: %LONG%\n\nbody\n--b--",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n%FIELDS%\nbody\n--b--",
                "Content-Type: multipart/mixed; boundary=%LONG%\n\nbody",
                "%LONG%"
            })
    void hugeHeaders(String message) throws IOException {
        MessageContent content = read(message.replace("%LONG%", "x".repeat(TEN_MEGABYTES))
                .replace("%FOLDED%", " x\n".repeat(TEN_MEGABYTES / 3).stripTrailing())
                .replace("%FIELDS%", "A: b\n".repeat(TEN_MEGABYTES / 5)));
        assertThat(content.problem() != null || content.readableText().length() <= MessageContent.MAX_TEXT)
                .isTrue();
    }

    @Test
    void textThatGrowsOutOfNothingIsCut() throws IOException {
        for (String body : List.of("=\n".repeat(5_000_000) + "end", "=41".repeat(3_000_000), "=".repeat(5_000_000))) {
            MessageContent content =
                    read(header("text/plain") + "Content-Transfer-Encoding: quoted-printable\n\n" + body);
            assertThat(content.text().length()).isLessThanOrEqualTo(MessageContent.MAX_TEXT);
        }
    }

    @Test
    void tenMegabytesOfOpenTags() throws IOException {
        MessageContent content = read(header("text/html") + "\n" + "<div><b>".repeat(TEN_MEGABYTES / 8));
        assertThat(content.html().length()).isEqualTo(MessageContent.MAX_TEXT);
        assertThat(content.readableText()).isEmpty();
    }

    /** Styles that take very long if each unfinished construct is searched up to the end of the page. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<style>%/*%</style>",
                "<style>%@import x %</style>",
                "<style>%@media{%</style>",
                "<style>%.a{display:none}%</style><p class='%a %'>",
                "<style>.a{display:none}%.a,%{</style>%<b class='a b'>%",
                "%<p style='display:none%;display:none%'>",
                "%<b style='font-size:0'>x%"
            })
    void stylesWithoutEnd(String html) throws IOException {
        String[] parts = html.split("%", -1);
        for (int i = 1; i < parts.length; i += 2) {
            parts[i] = parts[i].repeat(TEN_MEGABYTES / 20 / parts[i].length());
        }
        MessageContent content = read(header("text/html") + "\n" + String.join("", parts));
        assertThat(content.readableText().length()).isLessThanOrEqualTo(MessageContent.MAX_TEXT);
    }

    @Test
    void encodedWordsAndBracketsWithoutEnd() throws IOException {
        String words = "=?a?Q?x".repeat(30_000);
        assertThat(EncodedWords.decode(words)).isEqualTo(words);
        String names = "(".repeat(4000) + ")".repeat(4000) + "x";
        MessageContent content = read(header("multipart/mixed; boundary=b") + "\n"
                + ("--b\nContent-Disposition: attachment; filename=" + names + "\n\nx\n").repeat(400) + "--b--");
        assertThat(content.attachments()).hasSize(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "utf-8",
                "UTF-7",
                "nonsense",
                "\\\"",
                "x-user-defined",
                "utf-16",
                "utf-32",
                "ISO-2022-KR",
                "hz-gb-2312",
                "unicode-1-1-utf-7",
                "''",
                "utf-8\\0",
                "../../etc/passwd"
            })
    void anyCharsetGivesSomeText(String charset) throws IOException {
        MessageContent content =
                read(header("text/plain; charset=\"" + charset + "\"") + "\n+ADw-\u00ff\u00fe\u00c3(\u0000~{");
        assertThat(content.text()).isNotEmpty().doesNotContain("\0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n\n",
                "text",
                "Content-Type: multipart/mixed\n\nx",
                "Content-Type: multipart/mixed; boundary=\"\"\n\n--\nx\n----",
                "Content-Type: multipart/mixed; boundary=b\n\nno such boundary",
                "Content-Type: multipart/mixed; boundary=b\n\n--b",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\n--b--\n--b\n",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\nx\n--b--",
                "Content-Type: ;;;=\nContent-Disposition: ===\nContent-ID: <\nContent-Transfer-Encoding: x-what\n\nx",
                "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!=A===\u0000",
                "Content-Type: message/rfc822\n\nContent-Type: message/rfc822\n\n",
                "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\ny\n--b--",
                ": x\n: y\n\nz",
                "\u0000\u0001\u00ff"
            })
    void brokenStructuresGiveWhatThereIs(String message) throws IOException {
        MessageContent content = read(message);
        assertThat(content.attachments()).hasSizeLessThan(5);
        assertThat(content.readableText()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "plain.pdf, plain.pdf",
                "../../etc/passwd, passwd",
                "C:\\\\Windows\\\\evil.exe, evil.exe",
                "\u202egpj.exe, gpj.exe",
                ".htaccess, htaccess",
                "..., part-1",
                "`a\r\nSet-Cookie: b`, aSet-Cookie b",
                "`a;b%00.html`, ab00.html",
                "`<script>.html`, script.html",
                "`a\u0000b`, ab",
                "` `, part-1",
                "`con|*?.txt`, con.txt"
            })
    void namesOfAttachmentsAreNamesOfFiles(String given, String expected) {
        assertThat(FileName.of(given, "1")).isEqualTo(expected);
    }

    @Test
    void aLongNameKeepsItsEnd() {
        assertThat(FileName.of("x".repeat(10_000) + ".exe", "1")).hasSize(151).endsWith(".exe");
        assertThat(FileName.of("\uD83D\uDE00".repeat(10_000), "1").codePoints())
                .allMatch(c -> c == 0x1F600 || c == '…');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "attachment; filename=\"=?utf-8?Q?=C3=A4.pdf?=\" | ä.pdf",
                "attachment; filename*=utf-8''%C3%A4.pdf | ä.pdf",
                "attachment; filename*0=\"a\"; filename*1=\"b.pdf\" | ab.pdf",
                "attachment; filename=\"=?utf-8?Q?a=0D=0ASet-Cookie:_x=3D1?=\" | aSet-Cookie x=1",
                "attachment; filename*=nonsense''%ff | part-2"
            })
    void namesAreDecoded(String disposition, String expected) throws IOException {
        MessageContent content = read(header("multipart/mixed; boundary=b")
                + "\n--b\n\ntext\n--b\nContent-Type: application/pdf\nContent-Disposition: " + disposition
                + "\n\nx\n--b--");
        assertThat(content.attachments()).hasSize(1);
        String name = content.attachments().get(0).part().name();
        assertThat(name)
                .isIn(
                        expected,
                        name.codePoints().allMatch(c -> c > ' ') && expected.equals("part-2") ? name : expected);
    }

    @Test
    void readsOnePartAndNoOther() throws IOException {
        byte[] message = (header("multipart/mixed; boundary=b") + "\n--b\n\none\n--b\n\ntwo\n--b--")
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        List<String> read = new ArrayList<>();
        for (String path : List.of("2", "3", "1.1", "../1", "")) {
            MessageContent.readPart(
                    new ByteArrayInputStream(message),
                    path,
                    (part, content) -> read.add(new String(content.readAllBytes(), StandardCharsets.US_ASCII)));
        }
        assertThat(read).containsExactly("two");
    }

    /** A failure of the database is no fault of the message. */
    @Test
    void aSourceThatFailsIsNotTakenForABrokenMessage() {
        InputStream failing = new BrokenInputStream(() -> new IOException("gone"));
        assertThatThrownBy(() -> MessageContent.read(failing, 100))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
    }

    @Test
    void whoReadsAPartMayFail() {
        byte[] message = "\r\nx".getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> MessageContent.readPart(new ByteArrayInputStream(message), "1", (part, content) -> {
                    content.transferTo(OutputStream.nullOutputStream());
                    throw new IOException("full");
                }))
                .hasMessage("full");
    }
}
