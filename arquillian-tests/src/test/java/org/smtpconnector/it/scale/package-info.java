/** Several connectors behind a balancer: one of each thing is killed under load, and nothing that was acknowledged is lost. */
package org.smtpconnector.it.scale;
