/**
 * What happens on the listeners, turned into events in one place, and the views of them: log, audit, journal, counters, JFR.
 * Knows neither Netty nor the container.
 */
package org.smtpconnector.adapter.events;
