package org.smtpconnector.adapter.config;

import java.util.List;

/** The configuration of a listener is wrong. The message tells every mistake, not only the first. */
public final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    /**
     * One wrong setting.
     *
     * @param key the key as the user has written it, or would write it
     * @param value what it was
     * @param expectation completes "expected ..."
     */
    public record Mistake(String key, String value, String expectation) {
        @Override
        public String toString() {
            return key + " = " + Printable.of(value) + ": expected " + expectation;
        }
    }

    /**
     * With all mistakes of one reading.
     *
     * @param mistakes at least one
     */
    public ConfigurationException(List<Mistake> mistakes) {
        this(mistakes, List.of());
    }

    /**
     * With all mistakes of one reading, and what else looks wrong: a misspelt key often is why another one is missing.
     *
     * @param mistakes at least one
     * @param warnings sentences
     */
    ConfigurationException(List<Mistake> mistakes, List<String> warnings) {
        super("The SMTP configuration is wrong in " + mistakes.size()
                + (mistakes.size() == 1 ? " place: " : " places: ")
                + String.join("; ", mistakes.stream().map(Mistake::toString).toList())
                + (warnings.isEmpty() ? "" : "; and perhaps here: " + String.join("; ", warnings)));
        this.mistakes = List.copyOf(mistakes);
    }

    /**
     * The mistakes, in the order of the table of keys.
     *
     * @return at least one; unmodifiable
     */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
