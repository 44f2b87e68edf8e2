package org.smtpconnector.inbox.html;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.owasp.html.AttributePolicy;
import org.owasp.html.CssSchema;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import org.smtpconnector.inbox.mime.HiddenElements;
import org.smtpconnector.inbox.mime.PercentEncoding;

/**
 * The HTML of a message without anything that acts: no script, no form, no frame, no style sheet, no address but of links and
 * pictures. It is shown under a {@link #policy} that would forbid all of that once more.
 */
public final class HarmlessHtml {

    /** The address that stands for a picture of the message: no picture that was sent can have it. */
    private static final String PLACEHOLDER = "https://cid.invalid/";

    private static final Pattern PLACED = Pattern.compile("src=\"" + Pattern.quote(PLACEHOLDER) + "(\\d{1,4})\"");

    private static final int MAX_PICTURES = 200;

    private static final Pattern COLOUR = Pattern.compile("#?[0-9A-Za-z]{1,30}");

    /** A colour as HTML 4 programs wrote it, without a number sign. */
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6}");

    private final Set<String> contentIds = new LinkedHashSet<>();
    private final boolean remote;
    private final String body;
    private int remoteImages;

    private HarmlessHtml(String sent, boolean remote) {
        this.remote = remote;
        this.body = policyFactory().sanitize(shown(sent));
    }

    /**
     * Makes HTML harmless.
     *
     * @param sent whatever it is
     * @param remote whether pictures may come from the network
     */
    public static HarmlessHtml of(String sent, boolean remote) {
        return new HarmlessHtml(sent, remote);
    }

    /** Removes hidden elements, before the styles that hide them are lost, and makes an element of the body. */
    private static String shown(String sent) {
        Document page = Jsoup.parse(sent);
        page.outputSettings().prettyPrint(false);
        HiddenElements.remove(page);
        Element shown = page.body().tagName("div");
        String style = colour("background-color", shown.attr("bgcolor"))
                + colour("color", shown.attr("text"))
                + shown.attr("style");
        shown.clearAttributes().attr("style", style);
        return shown.outerHtml();
    }

    private static String colour(String property, String value) {
        if (!COLOUR.matcher(value).matches()) {
            return "";
        }
        return property + ':' + (HEXADECIMAL.matcher(value).matches() ? "#" : "") + value + ';';
    }

    private PolicyFactory policyFactory() {
        AttributePolicy source = (element, attribute, value) -> source(value);
        return new HtmlPolicyBuilder()
                .allowCommonBlockElements()
                .allowCommonInlineFormattingElements()
                .allowElements(
                        "a", "img", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th")
                .allowElements("hr", "pre", "center", "font", "dl", "dt", "dd", "abbr", "address", "article", "section")
                .allowElements("header", "footer", "main", "figure", "figcaption", "q", "mark", "wbr")
                .allowWithoutAttributes("span", "font")
                .allowStyling(CssSchema.DEFAULT)
                .allowAttributes(
                        "align", "valign", "width", "height", "bgcolor", "border", "cellpadding", "cellspacing")
                .onElements(
                        "table",
                        "thead",
                        "tbody",
                        "tfoot",
                        "tr",
                        "td",
                        "th",
                        "col",
                        "colgroup",
                        "img",
                        "hr",
                        "p",
                        "div")
                .allowAttributes("colspan", "rowspan")
                .onElements("td", "th")
                .allowAttributes("color", "face", "size")
                .onElements("font")
                .allowAttributes("dir", "lang", "title")
                .globally()
                .allowAttributes("alt")
                .onElements("img")
                .allowAttributes("src")
                .matching(source)
                .onElements("img")
                .allowUrlProtocols("http", "https", "mailto", "data", "cid")
                .allowAttributes("href")
                .matching((element, attribute, value) -> isLink(value) ? value : null)
                .onElements("a")
                .allowAttributes("target")
                .matching((element, attribute, value) -> "_blank")
                .onElements("a")
                .requireRelsOnLinks("noopener", "noreferrer", "nofollow")
                .toFactory();
    }

    private static boolean isLink(String value) {
        String start = value.strip().toLowerCase(Locale.ROOT);
        return start.startsWith("https://") || start.startsWith("http://") || start.startsWith("mailto:");
    }

    /** Returns the address that takes the place of a picture's; null for no picture. */
    private String source(String value) {
        String address = value.strip();
        String start = address.toLowerCase(Locale.ROOT);
        if (start.startsWith("cid:")) {
            // RFC 2392 section 2 encodes it.
            String contentId = PercentEncoding.decode(address.substring("cid:".length()));
            if (contentIds.size() >= MAX_PICTURES && !contentIds.contains(contentId)) {
                return null;
            }
            contentIds.add(contentId);
            return PLACEHOLDER + number(contentId);
        }
        if (start.matches("data:image/(png|jpeg|gif|webp);base64,[a-z0-9+/=\\s]*+")) {
            return address;
        }
        if (start.startsWith("//")
                || ((start.startsWith("https://") || start.startsWith("http://")) && !start.startsWith(PLACEHOLDER))) {
            remoteImages++;
            return remote ? (start.startsWith("//") ? "https:" + address : address) : null;
        }
        return null;
    }

    private int number(String contentId) {
        int number = 0;
        for (String known : contentIds) {
            if (known.equals(contentId)) {
                return number;
            }
            number++;
        }
        return -1;
    }

    /** The pictures of the message that the HTML shows. */
    public Set<String> contentIds() {
        return Set.copyOf(contentIds);
    }

    /** Returns the number of pictures that are in the network. */
    public int remoteImages() {
        return remoteImages;
    }

    /**
     * The whole page.
     *
     * @param pictures for content ids, {@code data:} URLs; those that are missing are not shown
     */
    public String page(Map<String, String> pictures) {
        String[] ids = contentIds.toArray(String[]::new);
        String shown = PLACED.matcher(body).replaceAll(match -> {
            int number = Integer.parseInt(match.group(1));
            String picture = number < ids.length ? pictures.get(ids[number]) : null;
            return Matcher.quoteReplacement(picture == null ? "" : "src=\"" + picture + '"');
        });
        return "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>Message</title>"
                + "<meta name=\"color-scheme\" content=\"light\"><base target=\"_blank\">"
                // Mail programs use similar defaults. The background of the message fills the page.
                + "<style>body{margin:0;font:15px/1.5 system-ui,sans-serif;overflow-wrap:break-word}"
                + "body>div{box-sizing:border-box;min-height:100vh;margin:0!important;padding:12px 16px}</style>"
                + "</head><body>"
                + shown
                + "</body></html>\n";
    }

    /**
     * The Content-Security-Policy of the page: an origin of its own, nothing is loaded or sent.
     *
     * @param remote whether pictures may come from the network
     */
    public static String policy(boolean remote) {
        return "default-src 'none'; img-src data:" + (remote ? " http: https:" : "")
                + "; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self';"
                + " sandbox allow-popups allow-popups-to-escape-sandbox";
    }
}
