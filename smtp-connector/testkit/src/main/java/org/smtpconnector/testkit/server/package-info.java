/** A Payara Micro in a process of its own. */
package org.smtpconnector.testkit.server;
