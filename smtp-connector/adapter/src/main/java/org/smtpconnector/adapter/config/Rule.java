package org.smtpconnector.adapter.config;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * A condition between several settings of a listener. A rule belongs to the section of the key that it blames. It is checked once
 * all keys that it depends on have been read without an error, whatever is wrong with other keys.
 *
 * @param dependsOn the keys that the check sees
 * @param check reports errors and warnings
 */
record Rule(List<Key<?>> dependsOn, BiConsumer<ListenerSettings, Findings> check) {

    /** Takes the results of a rule. */
    interface Findings {

        /**
         * Reports an error: the deployment fails.
         *
         * @param expectation completes "key = value: expected ..."; names the other key and its value
         */
        void error(Key<?> key, String expectation);

        /**
         * Reports a warning: it is logged, and the listener is bound.
         *
         * @param remark completes "key = value: ..."
         */
        void warning(Key<?> key, String remark);
    }
}
