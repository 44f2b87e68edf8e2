package org.smtpconnector.adapter.jca;

import java.util.Set;

/**
 * Who a client has proved to be.
 *
 * @param name of the caller principal
 * @param groups as the identity store gave them
 */
record Identity(String name, Set<String> groups) {
    Identity {
        groups = Set.copyOf(groups);
    }
}
