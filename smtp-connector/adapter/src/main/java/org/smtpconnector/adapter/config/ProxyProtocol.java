package org.smtpconnector.adapter.config;

/** Whether connections begin with a header of the PROXY protocol. */
public enum ProxyProtocol {
    /** No connection does. */
    OFF,
    /** Connections from the trusted networks do, the others do not. */
    OPTIONAL,
    /** Every connection does; connections from elsewhere than the trusted networks are closed. */
    REQUIRED
}
