package org.smtpconnector.inbox.rules;

/** The event that other rules are in force from now on. */
public record RulesChanged() {}
