package org.smtpconnector.inbox.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The criteria of a message that is waited for. All of them have to fit. Immutable.
 *
 * <pre>{@code
 * to("anna@example.org").and(subject("Confirm"))
 * }</pre>
 */
public final class MessageFilter {

    private final Map<String, String> parameters;

    private MessageFilter(Map<String, String> parameters) {
        this.parameters = Map.copyOf(parameters);
    }

    private static MessageFilter of(String name, String value) {
        return new MessageFilter(Map.of(name, value));
    }

    /** Returns a filter of messages with this text in a recipient of the envelope (Bcc too), or in the To or Cc field. */
    public static MessageFilter to(String text) {
        return of("to", text);
    }

    /** Returns a filter of messages with this text in the reverse-path or the From field. */
    public static MessageFilter from(String text) {
        return of("from", text);
    }

    /** Returns a filter of messages with this text in the decoded subject. */
    public static MessageFilter subject(String text) {
        return of("subject", text);
    }

    /**
     * Returns a filter of messages that a search finds.
     *
     * @param search in the language of the inbox, such as {@code has:attachment invoice}
     */
    public static MessageFilter matching(String search) {
        return of("q", search);
    }

    /**
     * Returns a filter of messages with a larger id.
     *
     * @param id as {@link InboxClient#newestId} gave it before the message was sent
     */
    public static MessageFilter after(long id) {
        // Ids begin with 1: no message has been there before the first one.
        return id < 1 ? new MessageFilter(Map.of()) : of("after", Long.toString(id));
    }

    /**
     * Returns a filter of messages that fit both.
     *
     * @throws IllegalArgumentException if both are of the same kind
     */
    public MessageFilter and(MessageFilter other) {
        Map<String, String> all = new TreeMap<>(parameters);
        other.parameters.forEach((name, value) -> {
            if (all.put(name, value) != null) {
                throw new IllegalArgumentException("Only one filter of the kind \"" + name + "\" can be used");
            }
        });
        return new MessageFilter(all);
    }

    /** Returns the parameters of a query; empty if there are none. */
    String query() {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(parameter -> parameter.getKey()
                                + '='
                                + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    @Override
    public String toString() {
        return parameters.isEmpty()
                ? "any"
                : new TreeMap<>(parameters)
                        .entrySet().stream()
                                .map(parameter -> parameter.getKey() + " \"" + parameter.getValue() + '"')
                                .collect(Collectors.joining(", "));
    }
}
