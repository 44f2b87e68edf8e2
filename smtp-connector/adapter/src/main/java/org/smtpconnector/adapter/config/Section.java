package org.smtpconnector.adapter.config;

import java.util.List;

/**
 * A section of the documentation: keys that belong together, and the rules that blame them.
 *
 * @param title for the documentation
 * @param keys in the order of the documentation
 * @param rules conditions between these and other keys
 */
record Section(String title, List<Key<?>> keys, List<Rule> rules) {

    Section(String title, List<Key<?>> keys) {
        this(title, keys, List.of());
    }
}
