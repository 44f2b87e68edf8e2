package org.smtpconnector.adapter.config;

import java.util.List;

/** All keys of a listener. */
final class Keys {

    static final List<Section> SECTIONS =
            List.of(BindingKeys.SECTION, MessageKeys.SECTION, AuthKeys.SECTION, LimitKeys.SECTION, TimeoutKeys.SECTION);

    static final List<Key<?>> ALL = SECTIONS.stream()
            .<Key<?>>flatMap(section -> section.keys().stream())
            .toList();

    /** Keys that belong together. */
    record Section(String title, List<Key<?>> keys) {}

    private Keys() {}
}
