/**
 * The scripted replies: rules by which the inbox refuses, delays or drops, as the servers do that an application will meet.
 */
package org.smtpconnector.inbox.rules;
