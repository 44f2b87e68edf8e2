package org.smtpconnector.inbox.mime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/**
 * Removes the elements of a page that its own styles hide, above all the preheader, a text for the list of a mail program.
 * The styles are removed when HTML is made harmless, so that the preheader would become visible.
 */
public final class HiddenElements {

    /** The font sizes that depend on the size of the element around. */
    private static final Pattern RELATIVE_SIZE = Pattern.compile("[\\d.+]+(em|%|ex|ch)|inherit|unset|smaller|larger|");

    private HiddenElements() {}

    /** Removes hidden elements from an element. */
    public static void remove(Element root) {
        root.filter(new Filter(new StyleSheets(root)));
    }

    /** The styles that the elements within an element inherit, and may change. */
    private record Inherited(boolean invisible, boolean sizeless) {

        Inherited with(Element element, StyleDeclarations style) {
            String visibility = style.value("visibility");
            String size = style.value("font-size");
            boolean visibilityStays = visibility.isEmpty() || visibility.equals("inherit");
            boolean sizeStays =
                    RELATIVE_SIZE.matcher(size).matches() && !(element.nameIs("font") && element.hasAttr("size"));
            return new Inherited(
                    visibilityStays ? invisible : visibility.equals("hidden") || visibility.equals("collapse"),
                    style.isZero("font-size") || (sizeless && sizeStays));
        }
    }

    private static final class Filter implements NodeFilter {

        private final Deque<Inherited> open = new ArrayDeque<>();

        private final StyleSheets sheets;

        Filter(StyleSheets sheets) {
            this.sheets = sheets;
            open.push(new Inherited(false, false));
        }

        @Override
        public FilterResult head(Node node, int depth) {
            Inherited around = open.element();
            if (node instanceof TextNode) {
                return around.invisible() || around.sizeless() ? FilterResult.REMOVE : FilterResult.CONTINUE;
            }
            if (!(node instanceof Element element)) {
                return FilterResult.CONTINUE;
            }
            StyleDeclarations style = sheets.of(element);
            if (depth > 0 && isHidden(element, style)) {
                return FilterResult.REMOVE;
            }
            Inherited inherited = around.with(element, style);
            if (inherited.invisible() && element.nameIs("img")) {
                return FilterResult.REMOVE;
            }
            open.push(inherited);
            return FilterResult.CONTINUE;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element) {
                open.pop();
            }
            return FilterResult.CONTINUE;
        }

        private static boolean isHidden(Element element, StyleDeclarations style) {
            return element.hasAttr("hidden")
                    || style.value("display").equals("none")
                    || style.isZero("max-height")
                    || style.isZero("max-width")
                    || style.isZero("opacity")
                    || (style.value("overflow").equals("hidden") && (style.isZero("height") || style.isZero("width")));
        }
    }
}
