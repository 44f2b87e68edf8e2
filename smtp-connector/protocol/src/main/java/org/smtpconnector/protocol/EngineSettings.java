package org.smtpconnector.protocol;

import java.util.Objects;

/**
 * What the engine is told once, for all sessions of a listener. Immutable; made by {@link #builder()}, checked as a whole by
 * {@link Builder#build()}.
 */
public final class EngineSettings {

    private static final EngineSettings DEFAULTS = builder().build();

    private final String listener;
    private final String hostname;
    private final long maxMessageSize;
    private final int maxCommandLine;
    private final int maxRecipients;
    private final boolean receivedHeader;

    private EngineSettings(Builder builder) {
        this.listener = builder.listener;
        this.hostname = builder.hostname;
        this.maxMessageSize = builder.maxMessageSize;
        this.maxCommandLine = builder.maxCommandLine;
        this.maxRecipients = builder.maxRecipients;
        this.receivedHeader = builder.receivedHeader;
    }

    /**
     * The settings that hold where nothing else is said; each setter of {@link Builder} names its default.
     *
     * @return not null
     */
    public static EngineSettings defaults() {
        return DEFAULTS;
    }

    /**
     * A builder that starts from the defaults.
     *
     * @return a new one, not null
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A builder that starts from these settings.
     *
     * @return a new one, not null
     */
    public Builder toBuilder() {
        return new Builder()
                .listener(listener)
                .hostname(hostname)
                .maxMessageSize(maxMessageSize)
                .maxCommandLine(maxCommandLine)
                .maxRecipients(maxRecipients)
                .receivedHeader(receivedHeader);
    }

    /** See {@link Builder#listener}. */
    public String listener() {
        return listener;
    }

    /** See {@link Builder#hostname}. */
    public String hostname() {
        return hostname;
    }

    /** See {@link Builder#maxMessageSize}. */
    public long maxMessageSize() {
        return maxMessageSize;
    }

    /** See {@link Builder#maxCommandLine}. */
    public int maxCommandLine() {
        return maxCommandLine;
    }

    /** See {@link Builder#maxRecipients}. */
    public int maxRecipients() {
        return maxRecipients;
    }

    /** See {@link Builder#receivedHeader}. */
    public boolean receivedHeader() {
        return receivedHeader;
    }

    /** Collects settings. Not safe for use by several threads. */
    public static final class Builder {

        private String listener = "default";
        private String hostname = "localhost";
        private long maxMessageSize = 25L << 20;
        private int maxCommandLine = 2048;
        private int maxRecipients = 100;
        private boolean receivedHeader = true;

        private Builder() {}

        /**
         * The listener's name, as sessions report it.
         *
         * @param value not null; by default {@code default}
         */
        public Builder listener(String value) {
            listener = Objects.requireNonNull(value, "listener");
            return this;
        }

        /**
         * The name in greeting, replies and Received header (RFC 5321 section 2.3.5).
         *
         * @param value a domain or an address literal, not null; by default {@code localhost}
         */
        public Builder hostname(String value) {
            hostname = Objects.requireNonNull(value, "hostname");
            return this;
        }

        /**
         * How large a message may be: its content, without the Received header. One of exactly that size is taken.
         *
         * @param octets at least 1; by default 25 MiB
         */
        public Builder maxMessageSize(long octets) {
            maxMessageSize = octets;
            return this;
        }

        /**
         * How long a command line may be.
         *
         * @param octets with CRLF, at least 512 (RFC 5321 section 4.5.3.1.4); by default 2048, since extensions lengthen MAIL
         *     and RCPT
         */
        public Builder maxCommandLine(int octets) {
            maxCommandLine = octets;
            return this;
        }

        /**
         * How many recipients a transaction may have.
         *
         * @param value at least 1; by default 100, the least that RFC 5321 section 4.5.3.1.8 wants
         */
        public Builder maxRecipients(int value) {
            maxRecipients = value;
            return this;
        }

        /**
         * Whether a Received header is put before the content (RFC 5321 section 4.4).
         *
         * @param value by default true
         */
        public Builder receivedHeader(boolean value) {
            receivedHeader = value;
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return not null
         * @throws IllegalArgumentException if a value is out of its range; the message names it
         */
        public EngineSettings build() {
            require(Domains.isDomainOrLiteral(hostname), "hostname", hostname, "a domain or an address literal");
            require(maxMessageSize >= 1, "maxMessageSize", maxMessageSize, "at least 1");
            require(maxCommandLine >= 512, "maxCommandLine", maxCommandLine, "at least 512");
            require(maxRecipients >= 1, "maxRecipients", maxRecipients, "at least 1");
            return new EngineSettings(this);
        }

        private static void require(boolean condition, String name, Object value, String expected) {
            if (!condition) {
                throw new IllegalArgumentException(name + " is " + value + ", but must be " + expected);
            }
        }
    }
}
