/**
 * The events of the listeners, made in one place, and the views of them: log, audit, journal, counters, JFR.
 * Knows neither Netty nor the container.
 */
package org.smtpconnector.adapter.events;
