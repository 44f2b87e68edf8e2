/**
 * The inbox as people use it: in a browser, with messages that come by SMTP.
 */
package org.smtpconnector.it.browser;
