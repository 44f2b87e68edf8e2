package org.smtpconnector.inbox.bean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.smtpconnector.api.SmtpAddress;

/**
 * The addresses that the inbox records in place of others, from MicroProfile Config. Without these keys every address stays as it is:
 *
 * <ul>
 *   <li>{@code inbox.subaddress-separator}: what begins the detail of a local part (RFC 5233), such as {@code +}: mail to
 *       {@code user+detail@example.org} is recorded for {@code user@example.org}
 *   <li>{@code inbox.aliases}: {@code sales@example.org=alice@example.org}, separated by commas; looked up after the
 *       detail is gone
 * </ul>
 *
 * <p>Case does not matter in any of them. Immutable.
 */
@ApplicationScoped
public class RecipientAliases {

    private static final String SEPARATOR = "inbox.subaddress-separator";
    private static final String ALIASES = "inbox.aliases";

    private final Map<String, SmtpAddress> aliases;
    private final String separator;

    /** Reads them with the class loader of the application; if they are wrong, it does not start. */
    public RecipientAliases() {
        this(ConfigProvider.getConfig(RecipientAliases.class.getClassLoader()));
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException naming every value that is wrong
     */
    RecipientAliases(Config config) {
        List<String> mistakes = new ArrayList<>();
        this.aliases = aliases(config, mistakes);
        this.separator = separator(config, mistakes);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException("The inbox cannot start: " + String.join("; ", mistakes));
        }
    }

    /** Has the container make this when the application starts, and not for the first message: mistakes are to be heard then. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        // All is done in the constructor.
    }

    /** Tells whether every address stays as it is. */
    public boolean isEmpty() {
        return aliases.isEmpty() && separator.isEmpty();
    }

    /** The recipient to record in place of the one that the client named. */
    public SmtpAddress rewritten(SmtpAddress recipient) {
        SmtpAddress plain = withoutDetail(recipient);
        return aliases.getOrDefault(lower(plain), plain);
    }

    private SmtpAddress withoutDetail(SmtpAddress address) {
        String localPart = address.localPart();
        int detail = separator.isEmpty() ? -1 : localPart.indexOf(separator);
        // In a quoted string the character is one like any other.
        return detail <= 0 || localPart.startsWith("\"")
                ? address
                : new SmtpAddress(localPart.substring(0, detail), address.domain());
    }

    private static String lower(SmtpAddress address) {
        return address.toString().toLowerCase(Locale.ROOT);
    }

    private static Map<String, SmtpAddress> aliases(Config config, List<String> mistakes) {
        Map<String, SmtpAddress> aliases = new HashMap<>();
        for (String alias : list(config, ALIASES)) {
            String[] sides = alias.split("=", -1);
            boolean both = sides.length == 2 && !sides[0].isBlank() && !sides[1].isBlank();
            if (!both || aliases.put(lower(address(sides[0])), address(sides[1])) != null) {
                mistakes.add(ALIASES + " has \"" + alias + "\", expected address=address, each to the left once");
            }
        }
        return Map.copyOf(aliases);
    }

    private static SmtpAddress address(String text) {
        return SmtpAddress.of(text.strip());
    }

    private static String separator(Config config, List<String> mistakes) {
        String separator = value(config, SEPARATOR).orElse("").strip();
        if (separator.length() > 1 || separator.equals("@") || separator.equals("\"")) {
            mistakes.add(SEPARATOR + " is \"" + separator + "\", expected one character such as + or -");
        }
        return separator;
    }

    private static List<String> list(Config config, String key) {
        List<String> list = new ArrayList<>();
        for (String element : value(config, key).orElse("").split(",", -1)) {
            if (!element.isBlank()) {
                list.add(element.strip());
            }
        }
        return list;
    }

    private static Optional<String> value(Config config, String key) {
        return config.getOptionalValue(key, String.class);
    }
}
