package org.smtpconnector.inbox.rules;

/**
 * A mistake in a rule.
 *
 * @param key the key of the configuration, or the member of the JSON
 * @param value as it was given
 * @param expected in words
 */
public record RuleMistake(String key, String value, String expected) {

    @Override
    public String toString() {
        return key + " is \"" + value + "\", expected " + expected;
    }
}
