package org.smtpconnector.inbox.html;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** Finds where a message leads to. Nothing is followed, and nothing but addresses of the web and of mail is found. */
public final class Links {

    static final int MOST = 1000;

    private static final Pattern IN_TEXT =
            Pattern.compile("\\b(?:https?://|mailto:)[^\\s<>\"“”«»]+", Pattern.CASE_INSENSITIVE);

    /** Characters at the end of an address that belong to the sentence around it. */
    private static final String TAIL = ".,;:!?'’*_~";

    private static final String OPENING = "([{";

    private static final String CLOSING = ")]}";

    /** A text that looks like an address, and the host in it. */
    private static final Pattern HOST = Pattern.compile(
            "^(?:https?://)?(?:[^/@\\s]*@)?((?:[\\p{L}\\p{N}-]+\\.)+\\p{L}{2,})(?:[:/?#].*)?$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Links() {}

    /**
     * A link.
     *
     * @param href where it leads
     * @param text what is shown in its place, in one line; null if that is the address itself
     * @param misleading whether the text names another host than the one it leads to
     */
    public record Link(String href, String text, boolean misleading) {

        static Link of(String href, String text) {
            String shown = text.strip().replaceAll("\\s+", " ");
            return new Link(href, shown.isEmpty() || shown.equals(href) ? null : shown, misleads(href, shown));
        }
    }

    /**
     * Finds links, each once, in their order, at most {@value #MOST}.
     *
     * @param html a page that is harmless; null if there is none
     * @param text null if there is none
     */
    public static List<Link> of(String html, String text) {
        Map<String, Link> found = new LinkedHashMap<>();
        if (html != null) {
            for (Element anchor : Jsoup.parse(html).select("a[href]")) {
                add(found, Link.of(anchor.attr("href"), anchor.text()));
            }
        }
        Matcher matcher = IN_TEXT.matcher(text == null ? "" : text);
        while (found.size() < MOST && matcher.find()) {
            String address = withoutTail(matcher.group());
            if (!address.endsWith("/") || address.indexOf("//") < address.length() - 2) {
                add(found, Link.of(address, ""));
            }
        }
        return new ArrayList<>(found.values());
    }

    /** Removes the end that belongs to the sentence, as GitHub's Markdown does: also a bracket that the address does not open. */
    private static String withoutTail(String address) {
        int[] open = new int[CLOSING.length()];
        address.chars().forEach(c -> {
            if (OPENING.indexOf(c) >= 0) {
                open[OPENING.indexOf(c)]++;
            } else if (CLOSING.indexOf(c) >= 0) {
                open[CLOSING.indexOf(c)]--;
            }
        });
        int end = address.length();
        while (end > 0) {
            char last = address.charAt(end - 1);
            int bracket = CLOSING.indexOf(last);
            if (bracket >= 0 ? open[bracket] >= 0 : TAIL.indexOf(last) < 0) {
                break;
            }
            if (bracket >= 0) {
                open[bracket]++;
            }
            end--;
        }
        return address.substring(0, end);
    }

    private static void add(Map<String, Link> found, Link link) {
        // One that misleads is shown even if another one leads to the same place honestly.
        String key = link.misleading() ? link.href() + ' ' + link.text() : link.href();
        if (found.size() < MOST || found.containsKey(key)) {
            found.merge(key, link, (before, same) -> before.text() == null ? same : before);
        }
    }

    private static boolean misleads(String href, String text) {
        Matcher said = HOST.matcher(text);
        if (!said.matches() || !href.toLowerCase(Locale.ROOT).startsWith("http")) {
            return false;
        }
        return !name(said.group(1)).equals(host(href));
    }

    private static String host(String href) {
        try {
            String host = URI.create(href).getHost();
            return host == null ? "" : name(host);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String name(String host) {
        String name;
        try {
            name = java.net.IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            name = host.toLowerCase(Locale.ROOT);
        }
        return name.startsWith("www.") ? name.substring("www.".length()) : name;
    }
}
