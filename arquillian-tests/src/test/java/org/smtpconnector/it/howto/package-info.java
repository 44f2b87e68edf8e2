/** The pages of {@code docs/how-to}, run as a reader runs them. */
package org.smtpconnector.it.howto;
