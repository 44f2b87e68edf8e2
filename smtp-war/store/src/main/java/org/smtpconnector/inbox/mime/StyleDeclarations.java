package org.smtpconnector.inbox.mime;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** The style declarations that tell whether an element is shown, and whether its line ends are. */
final class StyleDeclarations {

    private static final Set<String> PROPERTIES = Set.of(
            "display",
            "visibility",
            "max-height",
            "max-width",
            "height",
            "width",
            "overflow",
            "opacity",
            "font-size",
            "white-space");

    private static final Pattern ZERO = Pattern.compile("\\+?(0+(\\.0*)?|\\.0+)[a-z%]*");

    static final StyleDeclarations NONE = parse("");

    private final Map<String, String> values = new HashMap<>();
    private final Set<String> important = new HashSet<>();

    private StyleDeclarations() {}

    /** Reads the declarations of an element. */
    static StyleDeclarations of(Element element) {
        String style = element.attr("style");
        return style.isEmpty() ? NONE : parse(style);
    }

    /** Reads declarations that are separated by semicolons. */
    static StyleDeclarations parse(String text) {
        StyleDeclarations parsed = new StyleDeclarations();
        for (String declaration : text.toLowerCase(Locale.ROOT).split(";", -1)) {
            int colon = declaration.indexOf(':');
            String name = declaration.substring(0, Math.max(colon, 0)).strip();
            if (PROPERTIES.contains(name)) {
                String value = declaration.substring(colon + 1).strip();
                int mark = value.indexOf('!');
                parsed.set(name, mark < 0 ? value : value.substring(0, mark).strip(), mark >= 0);
            }
        }
        return parsed;
    }

    /** Returns these declarations, overridden by later ones. */
    StyleDeclarations and(StyleDeclarations later) {
        if (later.isEmpty() || isEmpty()) {
            return later.isEmpty() ? this : later;
        }
        StyleDeclarations all = new StyleDeclarations();
        all.values.putAll(values);
        all.important.addAll(important);
        later.values.forEach((name, value) -> all.set(name, value, later.important.contains(name)));
        return all;
    }

    private void set(String name, String value, boolean isImportant) {
        if (isImportant) {
            important.add(name);
        }
        if (isImportant || !important.contains(name)) {
            values.put(name, value);
        }
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** Returns the value that is in effect, in lower case; empty if there is none. */
    String value(String name) {
        return values.getOrDefault(name, "");
    }

    boolean isZero(String name) {
        return ZERO.matcher(value(name)).matches();
    }
}
