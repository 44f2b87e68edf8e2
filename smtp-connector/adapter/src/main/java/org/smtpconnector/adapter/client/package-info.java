/**
 * The client networks that are connected, and how much each may do. For use by all event loops.
 */
package org.smtpconnector.adapter.client;
