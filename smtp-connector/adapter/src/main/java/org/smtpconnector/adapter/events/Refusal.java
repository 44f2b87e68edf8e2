package org.smtpconnector.adapter.events;

/** Why a connection was turned away before a session began. */
public enum Refusal {
    /** The listener has as many connections as it may have. */
    MAX_CONNECTIONS("max-connections");

    private final String text;

    Refusal(String text) {
        this.text = text;
    }

    /** The key of the limit, or what else says why: for counters. */
    @Override
    public String toString() {
        return text;
    }
}
