/**
 * HTML that anybody may have sent, made harmless.
 */
package org.smtpconnector.inbox.html;
