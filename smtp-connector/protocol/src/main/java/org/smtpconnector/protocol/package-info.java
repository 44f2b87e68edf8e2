/** SMTP (RFC 5321) as a machine without I/O, threads or a clock. */
package org.smtpconnector.protocol;
