/** The exchanges of the SASL mechanisms (RFC 4422): responses in, challenges or a credential out. */
package org.smtpconnector.protocol.sasl;
