/** A JUnit 5 extension that gives a test a running inbox. */
package org.smtpconnector.inbox.client.junit;
