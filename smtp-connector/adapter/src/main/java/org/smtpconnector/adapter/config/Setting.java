package org.smtpconnector.adapter.config;

/**
 * What a key has.
 *
 * @param value read from the text, not null
 * @param name the full name under which it was configured; the most specific one if it was not
 * @param text as it was configured, or the default; {@link #HIDDEN} in place of a secret; empty if there is neither
 * @param isDefault whether nothing was configured
 */
record Setting(Object value, String name, String text, boolean isDefault) {

    /** What is shown in place of a secret. */
    static final String HIDDEN = "***";

    /** What the key has if nothing is configured. */
    static Setting ofDefault(Key<?> key, String listener) {
        String text = key.defaultText() == null ? "" : key.defaultText();
        return new Setting(key.defaultValue(), key.names(listener).get(0), text, true);
    }

    @Override
    public String toString() {
        return name + " = " + LogSafe.escape(text) + (isDefault ? " (the default)" : "");
    }
}
