package org.smtpconnector.adapter.config;

/**
 * The value of a key, and where it comes from.
 *
 * @param value read from the text, not null
 * @param name the full name under which it was configured; the most specific one if it was not
 * @param text as it was configured, or the default; {@link #HIDDEN} in place of a secret; empty if there is neither
 * @param isDefault whether nothing was configured
 */
record Setting(Object value, String name, String text, boolean isDefault) {

    /** The text that is shown in place of a secret. */
    static final String HIDDEN = "***";

    /** Returns the setting of a key for which nothing is configured. */
    static Setting ofDefault(Key<?> key, String listener) {
        String text = key.defaultText() == null ? "" : key.defaultText();
        return new Setting(key.defaultValue(), key.names(listener).get(0), text, true);
    }

    @Override
    public String toString() {
        return name + " = " + LogSafe.escape(text) + (isDefault ? " (the default)" : "");
    }
}
