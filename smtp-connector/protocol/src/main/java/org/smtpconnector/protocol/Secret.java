package org.smtpconnector.protocol;

import java.util.Objects;

/** A password or token. Shows itself only when asked by name, never by {@link #toString}. */
public final class Secret {

    private final String value;

    /**
     * Hides a value.
     *
     * @param value not null
     */
    public Secret(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /**
     * The secret itself: not to be logged.
     *
     * @return not null
     */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && value.equals(secret.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Says that there is a secret, not which. */
    @Override
    public String toString() {
        return "(secret)";
    }
}
