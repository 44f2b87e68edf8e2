package org.smtpconnector.adapter.config;

import java.util.List;

/** The list of all keys. */
final class Keys {

    private static final String LISTENER_NAME = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    /** The type of the name of a listener. */
    static final Type<String> NAME = Type.matching(LISTENER_NAME, "a name of lower-case letters, digits and -");

    /** The names of an application's listeners. */
    static final Key<List<String>> LISTENERS = Key.global(
            "listeners",
            Type.list(NAME),
            "default",
            "The names of the application's listeners. A bean that names no listener gets the mail of all of them. A"
                    + " bean cannot name any other.");

    /** The keys that are read once, and not for each listener. */
    static final Section APPLICATION = new Section("Listeners", List.of(LISTENERS));

    /** The keys that are read for each listener. */
    static final List<Section> SECTIONS = List.of(
            BindingKeys.SECTION,
            ProtocolKeys.SECTION,
            MessageKeys.SECTION,
            TlsKeys.SECTION,
            ProxyKeys.SECTION,
            AuthKeys.SECTION,
            LimitKeys.SECTION,
            TimeoutKeys.SECTION,
            JournalKeys.SECTION,
            AuditKeys.SECTION,
            AdapterKeys.SECTION);

    static final List<Key<?>> ALL = SECTIONS.stream()
            .<Key<?>>flatMap(section -> section.keys().stream())
            .toList();

    private Keys() {}
}
