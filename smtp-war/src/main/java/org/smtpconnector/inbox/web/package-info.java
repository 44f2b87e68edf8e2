/**
 * The rules for browsers: what they are told, and what is not taken from them.
 */
package org.smtpconnector.inbox.web;
