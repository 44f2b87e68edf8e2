package org.smtpconnector.adapter.config;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * What must hold between several settings of a listener. A rule stands in the section of the key that it blames. It is asked
 * once all the keys that it looks at have been read without a mistake, whatever is wrong with others.
 *
 * @param dependsOn the keys that it looks at; it sees no others
 * @param check tells what is wrong, if anything is
 */
record Rule(List<Key<?>> dependsOn, BiConsumer<ListenerSettings, Findings> check) {

    /** What a rule has found. */
    interface Findings {

        /**
         * The deployment fails.
         *
         * @param expectation completes "key = value: expected ..."; names the other key and its value
         */
        void error(Key<?> key, String expectation);

        /**
         * It is logged, and the listener is bound.
         *
         * @param remark completes "key = value: ..."
         */
        void warning(Key<?> key, String remark);
    }
}
