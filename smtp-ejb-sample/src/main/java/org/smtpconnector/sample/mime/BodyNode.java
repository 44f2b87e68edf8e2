package org.smtpconnector.sample.mime;

import java.util.ArrayList;
import java.util.List;
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
            return joined(alternatives ? choice(BodyNode::hasPlainText, true) : nodes, BodyNode::text, "\n");
        }

        @Override
        public String html() {
            return joined(alternatives ? choice(BodyNode::hasHtml, false) : nodes, BodyNode::html, "<hr>");
        }

        /** Returns the first or last alternative of the wanted kind; if there is none, the last one. */
        private List<BodyNode> choice(Function<BodyNode, Boolean> wanted, boolean first) {
            BodyNode chosen = null;
            for (BodyNode node : nodes) {
                if (wanted.apply(node) && !(first && chosen != null)) {
                    chosen = node;
                }
            }
            if (chosen == null && !nodes.isEmpty()) {
                chosen = nodes.get(nodes.size() - 1);
            }
            return chosen == null ? List.of() : List.of(chosen);
        }

        private static String joined(List<BodyNode> nodes, Function<BodyNode, String> content, String between) {
            StringBuilder all = null;
            for (BodyNode node : nodes) {
                String next = content.apply(node);
                if (next != null && all == null) {
                    all = new StringBuilder(next);
                } else if (next != null) {
                    boolean ended = !all.isEmpty() && between.equals("\n") && all.charAt(all.length() - 1) == '\n';
                    all.append(ended ? "" : between).append(next);
                }
            }
            return all == null ? null : all.toString();
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
