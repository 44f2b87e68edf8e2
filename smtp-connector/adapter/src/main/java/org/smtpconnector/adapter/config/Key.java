package org.smtpconnector.adapter.config;

import java.util.List;
import java.util.Optional;
import org.smtpconnector.protocol.Secret;

/**
 * A configuration key: the one place of its name, type, default and meaning. Keys are compared by identity: each is one constant
 * in the class of its section.
 *
 * @param <T> the type of its values
 */
public final class Key<T> {

    static final String ROOT = "smtp.";
    static final String LISTENER = ROOT + "listener.";

    /** The end of the name of a secret's other key, whose value is the path of a file with the secret. */
    static final String FILE = "-file";

    /** The listeners that a setting is for. */
    enum Scope {
        /** One listener; {@code smtp.<key>} is the fallback for all. */
        INHERITED,
        /** One listener alone. */
        LISTENER_ONLY,
        /** The whole adapter: only {@code smtp.<key>}. */
        GLOBAL
    }

    private final Scope scope;
    private final String name;
    private final Type<T> type;
    private final String defaultText;
    private final T absent;
    private final boolean secret;
    private final String meaning;

    private Key(Scope scope, String name, Type<T> type, String defaultText, T absent, boolean secret, String meaning) {
        this.scope = scope;
        this.name = name;
        this.type = type;
        this.defaultText = defaultText;
        this.absent = absent;
        this.secret = secret;
        this.meaning = meaning;
    }

    /**
     * Creates a key that has {@code smtp.<key>} as a fallback for all listeners.
     *
     * @param name the last part of {@code smtp.listener.<name>.<key>}
     * @param type reads its text
     * @param defaultText the text that is read if nothing is configured
     * @param meaning a sentence for the table of keys
     */
    static <T> Key<T> inherited(String name, Type<T> type, String defaultText, String meaning) {
        return new Key<>(Scope.INHERITED, name, type, defaultText, null, false, meaning);
    }

    /** Creates a key that every listener has for itself; parameters as {@link #inherited}. */
    static <T> Key<T> listenerOnly(String name, Type<T> type, String defaultText, String meaning) {
        return new Key<>(Scope.LISTENER_ONLY, name, type, defaultText, null, false, meaning);
    }

    /** Creates a key of the adapter as a whole, {@code smtp.<key>}; parameters as {@link #inherited}. */
    static <T> Key<T> global(String name, Type<T> type, String defaultText, String meaning) {
        return new Key<>(Scope.GLOBAL, name, type, defaultText, null, false, meaning);
    }

    /** Creates a key like {@link #inherited} without a default: its value is empty if nothing is configured. */
    static <T> Key<Optional<T>> optional(String name, Type<T> type, String meaning) {
        return new Key<>(Scope.INHERITED, name, type.map(Optional::of), null, Optional.empty(), false, meaning);
    }

    /**
     * Creates a key like {@link #optional} whose value is never shown. The secret may also be in a file, whose path is the value of
     * {@code <key>-file}.
     */
    static Key<Optional<Secret>> secret(String name, String meaning) {
        Type<Optional<Secret>> type = Type.SECRET.map(Optional::of);
        return new Key<>(Scope.INHERITED, name, type, null, Optional.empty(), true, meaning);
    }

    /** Returns the name, such as {@code max-connections}. */
    public String name() {
        return name;
    }

    Scope scope() {
        return scope;
    }

    Type<T> type() {
        return type;
    }

    /** Returns the text of the default; null if there is none. */
    String defaultText() {
        return defaultText;
    }

    /** Returns the value if nothing is configured. */
    T defaultValue() {
        return defaultText == null ? absent : type.parser().apply(defaultText);
    }

    boolean isSecret() {
        return secret;
    }

    String meaning() {
        return meaning;
    }

    /** Returns the names to look up, the most specific first. */
    List<String> names(String listener) {
        String own = LISTENER + listener + '.' + name;
        String common = ROOT + name;
        return switch (scope) {
            case INHERITED -> List.of(own, common);
            case LISTENER_ONLY -> List.of(own);
            case GLOBAL -> List.of(common);
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
