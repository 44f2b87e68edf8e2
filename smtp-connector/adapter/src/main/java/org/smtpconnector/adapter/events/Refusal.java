package org.smtpconnector.adapter.events;

/** Why a connection was turned away before a session began. */
public enum Refusal {
    /** The listener has as many connections as it may have. */
    MAX_CONNECTIONS("max-connections"),
    /** It did not come from a trusted proxy, or did not begin as the PROXY protocol wants it. */
    PROXY_PROTOCOL("proxy-protocol");

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
