/**
 * For authors of message-driven beans: {@link org.smtpconnector.testkit.mdb.SmtpListenerKit} holds SMTP dialogues with a bean
 * without a server. To be used with test scope.
 */
package org.smtpconnector.testkit.mdb;
