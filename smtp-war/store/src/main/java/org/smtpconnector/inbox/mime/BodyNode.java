package org.smtpconnector.inbox.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jsoup.nodes.Entities;

/** The texts of a message, in the order and the groups in which they were sent. */
sealed interface BodyNode {

    /** Returns the text to read; null if there is none. */
    String text();

    /** Returns the HTML to show, also of plain text; null if there is none. */
    String html();

    /** Tells whether it contains plain text that is not only white space. */
    boolean hasPlainText();

    boolean hasHtml();

    /** A part of plain text. */
    record Plain(String content) implements BodyNode {

        @Override
        public String text() {
            return content;
        }

        @Override
        public String html() {
            return "<div style=\"white-space:pre-wrap\">" + Entities.escape(content) + "</div>";
        }

        @Override
        public boolean hasPlainText() {
            return !content.isBlank();
        }

        @Override
        public boolean hasHtml() {
            return false;
        }
    }

    /** A part of HTML. */
    record Html(String content) implements BodyNode {

        @Override
        public String text() {
            return HtmlText.of(content);
        }

        @Override
        public String html() {
            return content;
        }

        @Override
        public boolean hasPlainText() {
            return false;
        }

        @Override
        public boolean hasHtml() {
            return true;
        }
    }

    /**
     * Parts, one after another.
     *
     * @param alternatives whether they say the same, the best last (RFC 2046 section 5.1.4)
     * @param nodes may be empty
     */
    record Group(boolean alternatives, List<BodyNode> nodes) implements BodyNode {

        Group(boolean alternatives) {
            this(alternatives, new ArrayList<>());
        }

        @Override
        public String text() {
            return joined(
                    alternatives
                            ? orLast(nodes.stream()
                                    .filter(BodyNode::hasPlainText)
                                    .findFirst())
                            : nodes,
                    BodyNode::text,
                    "\n");
        }

        @Override
        public String html() {
            return joined(
                    alternatives
                            ? orLast(nodes.stream().filter(BodyNode::hasHtml).reduce((former, later) -> later))
                            : nodes,
                    BodyNode::html,
                    "<hr>");
        }

        /** Returns the alternative that was chosen; if there is none, the last one. */
        private List<BodyNode> orLast(Optional<BodyNode> chosen) {
            return chosen.map(List::of).orElseGet(() -> nodes.subList(Math.max(0, nodes.size() - 1), nodes.size()));
        }

        private static String joined(List<BodyNode> nodes, Function<BodyNode, String> content, String between) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < nodes.size(); i++) {
                boolean ended =
                        all.length() >= between.length() && all.indexOf(between, all.length() - between.length()) >= 0;
                all.append(i == 0 || ended ? "" : between).append(content.apply(nodes.get(i)));
            }
            return nodes.isEmpty() ? null : all.toString();
        }

        @Override
        public boolean hasPlainText() {
            return nodes.stream().anyMatch(BodyNode::hasPlainText);
        }

        @Override
        public boolean hasHtml() {
            return nodes.stream().anyMatch(BodyNode::hasHtml);
        }
    }
}
