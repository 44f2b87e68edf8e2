package org.smtpconnector.inbox.mime;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The visible text of HTML, with white space at the ends of blocks, cells and items, like a browser's {@code innerText}. */
final class HtmlText implements NodeVisitor {

    private static final Set<String> NO_TEXT = Set.of("script", "style", "title", "template", "head");

    /** Elements that jsoup takes for blocks, and browsers do not. */
    private static final Set<String> NO_BLOCK =
            Set.of("td", "th", "ins", "del", "video", "audio", "canvas", "svg", "math");

    private static final Set<String> BLOCK_STYLES = Set.of("block", "table", "flex", "grid", "list-item", "table-row");

    private static final char NO_BREAK_SPACE = '\u00A0';

    private final StringBuilder text = new StringBuilder();

    /** Number of line ends to write before the next character. */
    private int lineEnds;

    private boolean space;
    private boolean tab;
    private int preformatted;

    private HtmlText() {}

    /** Returns the text of a page. */
    static String of(String html) {
        Document page = Jsoup.parse(html);
        HiddenElements.remove(page);
        page.select(String.join(",", NO_TEXT)).remove();
        HtmlText visitor = new HtmlText();
        page.traverse(visitor);
        return TextDecoder.printable(visitor.text.toString().strip());
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode words) {
            add(words.getWholeText());
        } else if (node instanceof Element element) {
            begin(element);
        }
    }

    private void begin(Element element) {
        if (element.nameIs("br")) {
            end(lineEnds);
            text.append('\n');
            space = false;
        } else if (element.nameIs("td") || element.nameIs("th")) {
            tab |= element.previousElementSibling() != null;
        } else {
            require(element);
        }
        if (isPreformatted(element)) {
            preformatted++;
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element) {
            require(element);
            if (isPreformatted(element)) {
                preformatted--;
            }
        }
    }

    private static boolean isPreformatted(Element element) {
        return element.nameIs("pre")
                || element.nameIs("textarea")
                || StyleDeclarations.of(element).value("white-space").startsWith("pre");
    }

    private void require(Element element) {
        if (element.nameIs("p")) {
            lineEnds = 2;
        } else if (isBlock(element)) {
            lineEnds = Math.max(lineEnds, 1);
        }
    }

    private static boolean isBlock(Element element) {
        return (element.isBlock() && !NO_BLOCK.contains(element.normalName()))
                || BLOCK_STYLES.contains(StyleDeclarations.of(element).value("display"));
    }

    private void add(String words) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (preformatted == 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f')) {
                space = true;
            } else if (c != '\r') {
                separate();
                text.append(c == NO_BREAK_SPACE ? ' ' : c);
            }
        }
    }

    /** Writes the white space between the last character and the next one. */
    private void separate() {
        end(lineEnds);
        if (!isAtLineStart()) {
            if (tab) {
                text.append('\t');
            } else if (space) {
                text.append(' ');
            }
        }
        tab = false;
        space = false;
    }

    private void end(int wanted) {
        int there = 0;
        while (there < text.length() && text.charAt(text.length() - 1 - there) == '\n') {
            there++;
        }
        if (there < text.length()) {
            text.append("\n".repeat(Math.max(0, wanted - there)));
        }
        lineEnds = 0;
    }

    private boolean isAtLineStart() {
        return text.isEmpty() || text.charAt(text.length() - 1) == '\n';
    }
}
