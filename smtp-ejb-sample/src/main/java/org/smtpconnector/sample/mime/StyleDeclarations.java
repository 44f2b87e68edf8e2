package org.smtpconnector.sample.mime;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** The declarations of a {@code style} attribute, as far as they tell whether something is shown. */
final class StyleDeclarations {

    private static final Pattern ZERO = Pattern.compile("\\+?(0+(\\.0*)?|\\.0+)[a-z%]*");

    private static final StyleDeclarations NONE = new StyleDeclarations("");

    private final Map<String, String> values = new HashMap<>();

    /** Reads those of an element. */
    static StyleDeclarations of(Element element) {
        String style = element.attr("style");
        return style.isEmpty() ? NONE : new StyleDeclarations(style);
    }

    private StyleDeclarations(String style) {
        Set<String> important = new HashSet<>();
        for (String declaration : style.toLowerCase(Locale.ROOT).split(";", -1)) {
            int colon = declaration.indexOf(':');
            if (colon > 0) {
                String name = declaration.substring(0, colon).strip();
                String value = declaration.substring(colon + 1).strip();
                int mark = value.indexOf('!');
                if (mark >= 0) {
                    important.add(name);
                    values.put(name, value.substring(0, mark).strip());
                } else if (!important.contains(name)) {
                    values.put(name, value);
                }
            }
        }
    }

    /** Gives the value that counts, in lower case; empty if there is none. */
    String value(String name) {
        return values.getOrDefault(name, "");
    }

    boolean isZero(String name) {
        return ZERO.matcher(value(name)).matches();
    }
}
