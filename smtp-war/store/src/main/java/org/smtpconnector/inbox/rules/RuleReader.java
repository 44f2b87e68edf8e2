package org.smtpconnector.inbox.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.inbox.settings.Wildcard;

/** Makes a rule of texts, as configuration and JSON have them, and finds everything that is wrong with them at once. */
public final class RuleReader {

    static final int MAX_NAME = 60;
    static final int MAX_TEXT = 500;

    /** The connector lets a reply wait no longer. */
    private static final Duration MAX_DELAY = Duration.ofMinutes(1);

    private static final long MAX_TIMES = 1_000_000_000;
    private static final int EVERY = 100;

    static final Set<String> KEYS = Set.of(
            "name", "stage", "sender", "recipient", "subject", "reply", "drop", "delay", "percent", "times", "enabled");
    private static final Pattern DELAY = Pattern.compile("(\\d{1,6})(ms|s|m)");
    private static final Pattern REPLY = Pattern.compile("([45]\\d\\d) (?:([45]\\.\\d{1,3}\\.\\d{1,3}) )?(\\S.*)");

    private final Map<String, String> values;
    private final UnaryOperator<String> keyName;
    private final List<RuleMistake> mistakes = new ArrayList<>();

    private RuleReader(Map<String, String> values, UnaryOperator<String> keyName) {
        this.values = values;
        this.keyName = keyName;
    }

    /**
     * Reads a rule.
     *
     * @param values by the names of the rule's members; an empty one says nothing
     * @param keyName makes of such a name the key that a person knows
     * @param mistakes is added all that is wrong
     * @return empty if something is wrong
     */
    public static Optional<Rule> read(
            Map<String, String> values, UnaryOperator<String> keyName, List<RuleMistake> mistakes) {
        RuleReader reader = new RuleReader(values, keyName);
        Rule rule = reader.read();
        mistakes.addAll(reader.mistakes);
        return reader.mistakes.isEmpty() ? Optional.of(rule) : Optional.empty();
    }

    private Rule read() {
        values.keySet().stream()
                .filter(key -> !KEYS.contains(key))
                .sorted()
                .forEach(key -> mistake(key, "no such key, but one of " + String.join(", ", new TreeSet<>(KEYS))));
        String name = name();
        Stage stage = text("stage").flatMap(Stage::of).orElse(null);
        if (stage == null) {
            mistake("stage", "one of connect, auth, mail, rcpt, data, body");
        }
        Rule rule = new Rule(
                name,
                stage,
                pattern("sender", stage) ? Wildcard.list(values.get("sender")) : null,
                pattern("recipient", stage) ? Wildcard.list(values.get("recipient")) : null,
                pattern("subject", stage) ? Wildcard.single(values.get("subject")) : null,
                reply(),
                flag("drop", false),
                delay(),
                (int) number("percent", EVERY, EVERY),
                number("times", MAX_TIMES, 0),
                flag("enabled", true));
        requireEffect(rule);
        return rule;
    }

    private void requireEffect(Rule rule) {
        if (rule.drop() && text("reply").isPresent()) {
            mistake("drop", "no reply beside it: a connection is closed without one");
        }
        boolean nothing =
                Stream.of("reply", "delay", "drop").noneMatch(key -> text(key).isPresent());
        if (nothing || (rule.isDelayOnly() && rule.delay().isZero() && mistakes.isEmpty())) {
            mistake("reply", "a reply, a delay, or drop=true: this rule would do nothing");
        }
    }

    private String name() {
        String name = text("name").orElse("");
        if (name.isEmpty() || name.length() > MAX_NAME || !isOneLine(name) || name.indexOf(',') >= 0) {
            mistake("name", "a text of 1 to " + MAX_NAME + " characters in one line, without commas");
        }
        return name;
    }

    private boolean pattern(String key, Stage stage) {
        Optional<String> pattern = text(key);
        if (pattern.isEmpty()) {
            return false;
        }
        if (stage != null && !stage.knows(key)) {
            mistake(key, "no pattern: it is not known yet at " + stage.word());
        } else if (pattern.get().length() > MAX_TEXT || !isOneLine(pattern.get())) {
            mistake(key, "a pattern of at most " + MAX_TEXT + " characters in one line, such as *@example.org");
        } else if (pattern.get().replace(",", "").isBlank()) {
            mistake(key, "a pattern such as *@example.org");
        }
        return true;
    }

    private SmtpReply reply() {
        Optional<String> reply = text("reply");
        if (reply.isEmpty()) {
            return null;
        }
        Matcher matcher = REPLY.matcher(reply.get());
        try {
            if (reply.get().length() <= MAX_TEXT && matcher.matches()) {
                int code = Integer.parseInt(matcher.group(1));
                return matcher.group(2) == null
                        ? SmtpReply.plain(code, matcher.group(3))
                        : SmtpReply.of(code, matcher.group(2), matcher.group(3));
            }
        } catch (IllegalArgumentException e) {
            // as for one that does not look like a reply
        }
        mistake("reply", "a 4xx or 5xx reply in ASCII such as 451 4.7.1 Try again later");
        return null;
    }

    private Duration delay() {
        Optional<String> delay = text("delay");
        if (delay.isEmpty()) {
            return Duration.ZERO;
        }
        Matcher matcher = DELAY.matcher(delay.get());
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            Duration duration =
                    switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(number);
                        case "s" -> Duration.ofSeconds(number);
                        default -> Duration.ofMinutes(number);
                    };
            if (!duration.isZero() && duration.compareTo(MAX_DELAY) <= 0) {
                return duration;
            }
        }
        mistake("delay", "a time such as 500ms or 10s, at most 1m");
        return Duration.ZERO;
    }

    private long number(String key, long most, long otherwise) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // as for one out of range
        }
        mistake(key, "a whole number from 1 to " + most);
        return otherwise;
    }

    private boolean flag(String key, boolean otherwise) {
        Optional<String> text = text(key);
        if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
            mistake(key, "true or false");
        }
        return text.map("true"::equals).orElse(otherwise);
    }

    private static boolean isOneLine(String text) {
        return text.chars().noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private void mistake(String key, String expected) {
        mistakes.add(new RuleMistake(keyName.apply(key), values.getOrDefault(key, ""), expected));
    }
}
