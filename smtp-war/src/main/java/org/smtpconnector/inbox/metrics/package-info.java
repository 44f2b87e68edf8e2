/**
 * What the connector counts, as MicroProfile Metrics.
 */
package org.smtpconnector.inbox.metrics;
