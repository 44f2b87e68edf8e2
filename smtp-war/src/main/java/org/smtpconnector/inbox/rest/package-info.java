/**
 * The REST interface to the stored mail.
 */
package org.smtpconnector.inbox.rest;
