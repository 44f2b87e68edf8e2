/** Mail that goes out: to a listener of this server, or to the server that messages are released to. */
package org.smtpconnector.inbox.send;
