/**
 * The message-driven bean of the inbox: puts each message into the store, and refuses and rewrites addresses by configuration.
 */
package org.smtpconnector.inbox.bean;
