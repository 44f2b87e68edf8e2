/**
 * The connector's counters as MicroProfile Metrics.
 */
package org.smtpconnector.inbox.metrics;
