/**
 * The data source of the store. A server may load this package apart from the rest of the inbox, as Open Liberty does from a
 * shared library, so it uses nothing else of it.
 */
package org.smtpconnector.inbox.database;
