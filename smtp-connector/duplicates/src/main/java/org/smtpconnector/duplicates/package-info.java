/**
 * Recognizes a message that a client sends again because it has not heard the reply.
 */
package org.smtpconnector.duplicates;
