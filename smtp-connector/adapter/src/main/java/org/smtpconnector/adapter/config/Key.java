package org.smtpconnector.adapter.config;

import java.util.List;
import java.util.Optional;
import org.smtpconnector.protocol.Secret;

/**
 * A configuration key: the one place where its name, type, default and meaning stand. A key is what it is by its identity:
 * one constant for each, in the class of its section.
 *
 * @param <T> what its text is read to
 */
public final class Key<T> {

    static final String ROOT = "smtp.";
    static final String LISTENER = ROOT + "listener.";

    /** What a secret may have after its name: then the value is the path of a file, and the file has the secret. */
    static final String FILE = "-file";

    /** Whose setting it is. */
    enum Scope {
        /** A listener's; {@code smtp.<key>} is the fallback for all. */
        INHERITED,
        /** A listener's alone. */
        LISTENER_ONLY,
        /** The adapter's: only {@code smtp.<key>}. */
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
     * A key that has {@code smtp.<key>} as a fallback for all listeners.
     *
     * @param name the last part of {@code smtp.listener.<name>.<key>}
     * @param type how its text is read
     * @param defaultText what is read if nothing is configured
     * @param meaning a sentence for the table of keys
     */
    static <T> Key<T> inherited(String name, Type<T> type, String defaultText, String meaning) {
        return new Key<>(Scope.INHERITED, name, type, defaultText, null, false, meaning);
    }

    /** A key that every listener has for itself; as {@link #inherited}. */
    static <T> Key<T> listenerOnly(String name, Type<T> type, String defaultText, String meaning) {
        return new Key<>(Scope.LISTENER_ONLY, name, type, defaultText, null, false, meaning);
    }

    /** A key of the adapter as a whole, {@code smtp.<key>}; as {@link #inherited}. */
    static <T> Key<T> global(String name, Type<T> type, String defaultText, String meaning) {
        return new Key<>(Scope.GLOBAL, name, type, defaultText, null, false, meaning);
    }

    /** A key like {@link #inherited} that has no default: empty if nothing is configured. */
    static <T> Key<Optional<T>> optional(String name, Type<T> type, String meaning) {
        return new Key<>(Scope.INHERITED, name, type.map(Optional::of), null, Optional.empty(), false, meaning);
    }

    /**
     * A key like {@link #optional} whose value is shown nowhere. It may also be given as {@code <key>-file}, the path of a file
     * that has the secret.
     */
    static Key<Optional<Secret>> secret(String name, String meaning) {
        Type<Optional<Secret>> type = Type.SECRET.map(Optional::of);
        return new Key<>(Scope.INHERITED, name, type, null, Optional.empty(), true, meaning);
    }

    /** Such as {@code max-connections}. */
    public String name() {
        return name;
    }

    Scope scope() {
        return scope;
    }

    Type<T> type() {
        return type;
    }

    /** Null if the key has none. */
    String defaultText() {
        return defaultText;
    }

    /** What the key has if nothing is configured. */
    T defaultValue() {
        return defaultText == null ? absent : type.parser().apply(defaultText);
    }

    boolean isSecret() {
        return secret;
    }

    String meaning() {
        return meaning;
    }

    /** The names to look up, the most specific first. */
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
