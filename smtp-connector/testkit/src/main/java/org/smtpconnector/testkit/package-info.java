/**
 * SMTP dialogues as transcripts in files, and their drivers: straight into the engine, or over a socket to whatever listens
 * there. Needs no test framework: what differs is reported as an {@link java.lang.AssertionError}.
 *
 * <p>{@link org.smtpconnector.testkit.Transcript} describes the format.
 */
package org.smtpconnector.testkit;
