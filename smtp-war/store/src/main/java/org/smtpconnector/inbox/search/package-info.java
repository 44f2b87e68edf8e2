/**
 * Finding messages: the language of a search, and the index that makes it fast.
 */
package org.smtpconnector.inbox.search;
