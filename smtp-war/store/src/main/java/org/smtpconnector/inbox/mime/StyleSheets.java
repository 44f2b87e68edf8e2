package org.smtpconnector.inbox.mime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/**
 * The style rules of a page that tell whether an element is shown. Only the selectors that hide preheaders in practice are
 * supported: a class or an id, with or without the name of an element. Rules for certain media ({@code @media}) are ignored:
 * most of them are for small screens.
 */
final class StyleSheets {

    private static final int MAX_RULES = 1000;

    private static final int MAX_CLASSES = 20;

    private static final Pattern SELECTOR = Pattern.compile("[a-z0-9]*[.#][\\w-]+");

    private final Map<String, StyleDeclarations> rules = new HashMap<>();

    /** Reads the style sheets in an element. */
    StyleSheets(Element root) {
        for (Element sheet : root.select("style")) {
            add(withoutComments(sheet.data().replace("<!--", " ").replace("-->", " ")));
        }
    }

    private static String withoutComments(String sheet) {
        StringBuilder rest = new StringBuilder();
        int begin = 0;
        for (int open = sheet.indexOf("/*"); open >= 0; open = sheet.indexOf("/*", begin)) {
            rest.append(sheet, begin, open).append(' ');
            int close = sheet.indexOf("*/", open + 2);
            begin = close < 0 ? sheet.length() : close + 2;
        }
        return rest.append(sheet, begin, sheet.length()).toString();
    }

    private void add(String sheet) {
        int begin = 0;
        for (int open = sheet.indexOf('{'); open >= 0; open = sheet.indexOf('{', begin)) {
            // Rules without a block, such as @import, may stand before the selectors.
            String before = sheet.substring(begin, open);
            String selectors = before.substring(before.lastIndexOf(';') + 1).strip();
            int end = selectors.startsWith("@") ? endOfBlock(sheet, open) : sheet.indexOf('}', open);
            if (end < 0) {
                return;
            }
            if (!selectors.startsWith("@")) {
                add(selectors, StyleDeclarations.parse(sheet.substring(open + 1, end)));
            }
            begin = end + 1;
        }
    }

    private void add(String selectors, StyleDeclarations declarations) {
        if (declarations.isEmpty()) {
            return;
        }
        for (String selector : selectors.split(",", -1)) {
            String key = selector.strip();
            if (SELECTOR.matcher(key).matches() && (rules.size() < MAX_RULES || rules.containsKey(key))) {
                rules.merge(key, declarations, StyleDeclarations::and);
            }
        }
    }

    private static int endOfBlock(String sheet, int open) {
        int depth = 0;
        for (int i = open; i < sheet.length(); i++) {
            char c = sheet.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the declarations for an element: those of its classes and its id, overridden by its own style. */
    StyleDeclarations of(Element element) {
        StyleDeclarations style = StyleDeclarations.of(element);
        if (rules.isEmpty()) {
            return style;
        }
        StyleDeclarations found = StyleDeclarations.NONE;
        String name = element.normalName();
        List<String> classes = element.hasAttr("class") ? List.copyOf(element.classNames()) : List.of();
        for (String each : classes.subList(0, Math.min(classes.size(), MAX_CLASSES))) {
            found = found.and(rule("", '.' + each)).and(rule(name, '.' + each));
        }
        if (!element.id().isEmpty()) {
            found = found.and(rule("", '#' + element.id())).and(rule(name, '#' + element.id()));
        }
        return found.and(style);
    }

    private StyleDeclarations rule(String element, String selector) {
        StyleDeclarations found = rules.get(element + selector);
        return found == null ? StyleDeclarations.NONE : found;
    }
}
