/**
 * Mail into a database: a message-driven bean, and the store that it writes to.
 */
package org.smtpconnector.sample;
