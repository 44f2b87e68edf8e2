package org.smtpconnector.adapter.config;

import java.util.List;

/** All keys. */
final class Keys {

    static final List<Section> SECTIONS = List.of(
            BindingKeys.SECTION,
            MessageKeys.SECTION,
            TlsKeys.SECTION,
            ProxyKeys.SECTION,
            AuthKeys.SECTION,
            LimitKeys.SECTION,
            TimeoutKeys.SECTION,
            JournalKeys.SECTION);

    static final List<Key<?>> ALL = SECTIONS.stream()
            .<Key<?>>flatMap(section -> section.keys().stream())
            .toList();

    private Keys() {}
}
