/** Fakes of the contracts of Jakarta Connectors that record the order of calls. */
package org.smtpconnector.testkit.jca;
