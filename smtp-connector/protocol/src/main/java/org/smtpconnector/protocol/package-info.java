/**
 * SMTP (RFC 5321) as a machine without I/O, threads or a clock: the engine, and all that its host has to know. The packages below
 * belong to the engine; nothing else may use them.
 */
package org.smtpconnector.protocol;
