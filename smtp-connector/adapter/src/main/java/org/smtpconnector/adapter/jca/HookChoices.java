package org.smtpconnector.adapter.jca;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The hooks that applications have chosen for the classes of their beans, which may be activated before or after that. A class is forgotten
 * with its application. Safe for use by several threads.
 */
final class HookChoices {

    /** The hooks of one class. They are read for each command, on event loops. */
    static final class Choice {

        /** The set is replaced as a whole, and never changed. */
        private volatile Set<Hook> hooks = EnumSet.allOf(Hook.class);

        boolean has(Hook hook) {
            return hooks.contains(hook);
        }
    }

    private final Map<Class<?>, Choice> choices = Collections.synchronizedMap(new WeakHashMap<>());

    /** Returns the choice of a class: always the same object, which learns of later choices. */
    Choice of(Class<?> beanClass) {
        return choices.computeIfAbsent(beanClass, unchosen -> new Choice());
    }

    /**
     * Chooses the hooks of a class; those that cannot be left out are always among them.
     *
     * @param methodNames the methods of the listener interface
     * @throws IllegalArgumentException if a name is not that of a method
     */
    void choose(Class<?> beanClass, Set<String> methodNames) {
        Set<Hook> chosen = EnumSet.of(Hook.MESSAGE, Hook.AUTHENTICATE);
        for (String name : methodNames) {
            chosen.add(Hook.named(name));
        }
        of(beanClass).hooks = chosen;
    }
}
