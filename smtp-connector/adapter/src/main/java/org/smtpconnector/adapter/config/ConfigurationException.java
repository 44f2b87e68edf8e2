package org.smtpconnector.adapter.config;

import java.util.List;

/** The configuration of a listener is wrong. The message names every error, not only the first. */
public final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<ConfigError> errors;

    /**
     * Creates the exception with all errors of one reading.
     *
     * @param errors at least one
     */
    public ConfigurationException(List<ConfigError> errors) {
        this(errors, List.of());
    }

    /**
     * Creates the exception with all errors and warnings of one reading: a misspelt key is often why another one is missing.
     *
     * @param errors at least one
     * @param warnings sentences
     */
    ConfigurationException(List<ConfigError> errors, List<String> warnings) {
        super("The SMTP configuration is wrong in " + errors.size()
                + (errors.size() == 1 ? " place: " : " places: ")
                + String.join("; ", errors.stream().map(ConfigError::toString).toList())
                + (warnings.isEmpty() ? "" : "; and perhaps here: " + String.join("; ", warnings)));
        this.errors = List.copyOf(errors);
    }

    /**
     * Returns the errors, in the order of the table of keys.
     *
     * @return at least one; unmodifiable
     */
    public List<ConfigError> errors() {
        return errors;
    }
}
