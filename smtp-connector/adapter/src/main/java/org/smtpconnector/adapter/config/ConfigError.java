package org.smtpconnector.adapter.config;

/**
 * One wrong setting.
 *
 * @param key the key as the administrator has written it, or would write it; not null
 * @param value the configured text; may be null
 * @param expectation completes "expected ..."; not null
 */
public record ConfigError(String key, String value, String expectation) {

    /** Returns a line for the log: key, value and expectation. */
    @Override
    public String toString() {
        return key + " = " + LogSafe.escape(value) + ": expected " + expectation;
    }
}
