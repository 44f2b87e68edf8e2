/**
 * News of the store, and those who wait for them.
 */
package org.smtpconnector.inbox.live;
