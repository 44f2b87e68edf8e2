/**
 * The content of messages, on the heap or in temporary files, within budgets. An event loop writes it; any thread reads it. The
 * package knows neither SMTP nor the container.
 */
package org.smtpconnector.adapter.spool;
