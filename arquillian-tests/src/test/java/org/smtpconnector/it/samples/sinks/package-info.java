/** The sinks, each with a real broker in a process of its own. */
package org.smtpconnector.it.samples.sinks;
