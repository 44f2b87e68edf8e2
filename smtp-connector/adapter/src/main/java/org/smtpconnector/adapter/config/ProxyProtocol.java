package org.smtpconnector.adapter.config;

/** Whether connections begin with a header of the PROXY protocol. */
public enum ProxyProtocol {
    /** None does. */
    OFF,
    /** Those from the trusted networks do, the others do not. */
    OPTIONAL,
    /** All do; connections from elsewhere than the trusted networks are closed. */
    REQUIRED
}
