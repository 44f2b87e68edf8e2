package org.smtpconnector.adapter.config;

import java.util.List;

/**
 * Keys that belong together.
 *
 * @param title for the documentation
 * @param keys in the order of the documentation
 * @param rules what must hold between these and other keys
 */
record Section(String title, List<Key<?>> keys, List<Rule> rules) {

    Section(String title, List<Key<?>> keys) {
        this(title, keys, List.of());
    }
}
