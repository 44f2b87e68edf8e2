package org.smtpconnector.adapter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each wrong setting is an error that names key, value and expectation. */
class WrongSettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    # key | value | beginning of the expectation
                    smtp.listeners | Mx | a name of lower-case letters, digits and -; several are separated by commas, each once
                    smtp.listeners | mx,mx | a name of lower-case letters
                    smtp.listeners | mx submission | a name of lower-case letters
                    smtp.listener.default.host | 127.0.0.1,,::1 | host names or addresses separated by commas
                    smtp.listener.default.host | 127.0.0.1,127.0.0.1 | host names or addresses separated by commas, each once
                    smtp.listener.default.host | a b | host names or addresses
                    smtp.listener.default.host | smtp://127.0.0.1 | host names or addresses
                    smtp.listener.default.port | 65536 | a whole number from 0 to 65535
                    smtp.listener.default.port | -1 | a whole number from 0 to 65535
                    smtp.listener.default.port | smtp | a whole number from 0 to 65535
                    smtp.listener.default.port | 0x19 | a whole number from 0 to 65535
                    smtp.listener.default.port | 25,25 | a whole number from 0 to 65535; several are separated by commas, each once
                    smtp.listener.default.port | 25; 587 | a whole number from 0 to 65535
                    smtp.listener.default.port | tcp://10.0.0.1:25 | a whole number from 0 to 65535
                    smtp.listener.default.hostname | mx example | a domain name
                    smtp.hostname | -mx.example | a domain name
                    smtp.hostname | mx_1.example | a domain name
                    smtp.hostname | [127.0.0.1 | a domain name such as mx.example.org, or an address literal such as [192.0.2.1] or [IPv6:2001:db8::1]
                    smtp.hostname | [1.2.3] | a domain name
                    smtp.hostname | [192.0.2.256] | a domain name
                    smtp.hostname | [::1] | a domain name
                    smtp.hostname | a-label-of-more-than-63-letters-which-is-what-the-domain-name-system-allows.example | a domain name
                    smtp.strict-helo | always | true or false
                    smtp.banner | Willkommen in Köln | at most 200 printable ASCII characters
                    smtp.backlog | 0 | a whole number from 1 to 65535
                    smtp.extension.dsn | on | true or false
                    smtp.extension.8bitmime | 1 | true or false
                    smtp.line-endings | crlf | one of strict, ensure, leave
                    smtp.line-endings | LEAVE | one of strict, ensure, leave
                    smtp.leniency | everything | none or some of space-after-colon, no-angle-brackets, spaces-in-helo,
                    smtp.leniency | none,space-after-colon | none or some of
                    smtp.max-message-size | 25MB | a size such as
                    smtp.max-message-size | 63K | a size such as 64K, 25M or 1G, from 64K to 1024G
                    smtp.max-message-size | -1 | a size such as
                    smtp.max-message-size | 1,5M | a size such as
                    smtp.max-message-size | 999999999G | a size such as
                    smtp.max-message-size | 999999999999G | a size such as
                    smtp.received-header | yes | true or false
                    smtp.spool.memory-threshold | lots | a size such as
                    smtp.spool.directory | /no/such/directory | a directory that exists and can be written to
                    smtp.spool.directory | /etc/hostname | a directory that exists and can be written to
                    smtp.spool.memory-budget | half | auto or a size such as
                    smtp.io-threads | 0 | auto or a whole number from 1 to 64
                    smtp.io-threads | 65 | auto or a whole number from 1 to 64
                    smtp.tls.mode | starttls | one of
                    smtp.tls.certificate | /no/such/file | a file that this process can read
                    smtp.tls.private-key | /etc | a file that this process can read
                    smtp.tls.key-store | /no/such/file | a file that this process can read
                    smtp.tls.key-store-password-file | /no/such/file | a file that this process can read, with a secret in UTF-8
                    smtp.tls.trust-certificates | /no/such/file | a file that this process can read
                    smtp.tls.client-auth | want | one of none, optional, required
                    smtp.tls.provider | openssl | one of auto, jdk, native
                    smtp.tls.preset | old | one of modern, intermediate, legacy
                    smtp.tls.protocols | TLSv1.4 | some of
                    smtp.tls.ciphers | RC4 | a cipher suite that this Java virtual machine has
                    smtp.tls.reload-interval | PT0S | an ISO 8601 duration
                    smtp.tls.self-signed.names | a b | a host name or an address
                    smtp.timeout.handshake | 10s | an ISO 8601 duration
                    smtp.proxy-protocol | v2 | one of off, optional, required
                    smtp.proxy-protocol.trusted-networks | 10.0.0.1/8 | networks such as 10.0.0.0/8
                    smtp.xclient.trusted-networks | localhost | networks such as 10.0.0.0/8
                    smtp.protocol | uucp | one of smtp, lmtp
                    smtp.reverse-lookup | 1 | true or false
                    smtp.auth.mode | maybe | one of forbidden, optional, required
                    smtp.auth.mode | OPTIONAL | one of forbidden, optional, required
                    smtp.auth.mechanisms | plain,cram-md5 | some of plain, login, xoauth2, oauthbearer, separated by commas
                    smtp.auth.mechanisms | plain, | some of plain, login, xoauth2, oauthbearer
                    smtp.auth.mechanisms | plain,plain | some of plain, login, xoauth2, oauthbearer, separated by commas, each once
                    smtp.auth.allow-insecure | 1 | true or false
                    smtp.max-connections | 0 | a whole number from 1 to 1000000
                    smtp.max-connections | 10.5 | a whole number from 1
                    smtp.max-connections | ${no.such.key} | a value whose ${...} expressions can be expanded
                    smtp.max-processings | 0 | a whole number from 1 to 10000
                    smtp.max-processings | 99999999999999999999 | a whole number from 1 to 10000
                    smtp.max-queued-processings | -1 | a whole number from 0 to 1000000
                    smtp.max-connections-per-client | 0 | unlimited or a whole number from 1 to 1000000
                    smtp.max-messages-per-connection | none | unlimited or a whole number from 1 to 1000000
                    smtp.max-data-line | 999 | unlimited or a size such as
                    smtp.max-errors | 0 | a whole number from 1 to 1000000
                    smtp.max-refused-recipients | 0 | a whole number from 1 to 1000000
                    smtp.max-junk-commands | unlimited | a whole number from 1 to 1000000
                    smtp.min-data-rate | 500/s | a whole number from 0
                    smtp.message-rate-per-client | 100/minute | unlimited or
                    smtp.message-rate-per-client | 0/PT1M | unlimited or
                    smtp.auth.max-failures | 0 | a whole number from 1 to 1000
                    smtp.auth.failure-delay | PT2M | an ISO 8601 duration such as PT30S or PT5M, from PT0S to PT1M
                    smtp.timeout.session | P31D | an ISO 8601 duration
                    smtp.timeout.greeting | never | an ISO 8601 duration
                    smtp.timeout.data | PT0.5S | an ISO 8601 duration
                    smtp.max-recipients | 99 | a whole number from 100
                    smtp.max-command-line | 511 | a whole number from 512
                    smtp.timeout.command | 30s | an ISO 8601 duration such as PT30S or PT5M
                    smtp.timeout.command | PT0S | an ISO 8601 duration such as PT30S or PT5M, from PT1S to PT24H
                    smtp.timeout.command | 300 | an ISO 8601 duration
                    smtp.timeout.processing | -PT5S | an ISO 8601 duration
                    smtp.timeout.processing | P2D | an ISO 8601 duration such as PT30S or PT5M, from PT1S to PT24H
                    smtp.shutdown.grace-period | 10 | an ISO 8601 duration
                    smtp.audit | on | off, log, or file: with a path to which this process can write, such as
                    smtp.audit | file: | off, log, or file:
                    smtp.audit | /var/log/audit.jsonl | off, log, or file:
                    smtp.audit | file:/no/such/directory/audit.jsonl | off, log, or file:
                    smtp.audit | file:/dev/null | off, log, or file:
                    smtp.audit | file:/tmp | off, log, or file:
                    smtp.audit | file:/ | off, log, or file:
                    smtp.audit.max-size | 63K | unlimited or a size such as 64K, 25M or 1G, from 64K to 1024G
                    smtp.audit.old-files | 0 | a whole number from 1
                    smtp.journal.size | -1 | a whole number from 0
                    smtp.journal.memory | 1K | a size such as 64K, 25M or 1G, from 64K to 1G
                    """)
    void aValueThatIsWrongByItself(String key, String value, String expectation) {
        assertThatThrownBy(() -> read(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("wrong in 1 place: " + key + " = " + value + ": expected " + expectation);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # settings | message
                    smtp.leniency=bare-lf-ends-data | smtp.leniency = bare-lf-ends-data: expected no bare-lf-ends-data beside smtp.listener.default.line-endings = strict (the default)
                    smtp.auth.mode=required | smtp.auth.mode = required: expected forbidden, or a listener with TLS: AUTH is offered under TLS only, so no mail can be accepted, and smtp.listener.default.tls.mode = auto (the default) gives none here
                    smtp.auth.mode=required smtp.tls.mode=forbidden | smtp.auth.mode = required: expected forbidden, or a listener with TLS: AUTH is offered under TLS only, so no mail can be accepted, and smtp.tls.mode = forbidden gives none here
                    smtp.tls.mode=optional smtp.tls.provider=native smtp.tls.ciphers=TLS_AES_256_GCM_SHA384 | smtp.tls.ciphers = TLS_AES_256_GCM_SHA384: expected cipher suites that BoringSSL has, and all or none of those of TLS 1.3, because tls.provider is native; not TLS_AES_256_GCM_SHA384
                    smtp.tls.private-key=/etc/hostname | smtp.tls.private-key = /etc/hostname: expected a certificate for this key in tls.certificate
                    smtp.tls.mode=optional smtp.tls.certificate=/etc/hostname | smtp.tls.certificate = /etc/hostname: expected
                    smtp.proxy-protocol=required | smtp.proxy-protocol = required: expected off, or networks in proxy-protocol.trusted-networks
                    smtp.extension.smtputf8=true smtp.extension.8bitmime=false | smtp.extension.smtputf8 = true: expected false beside smtp.extension.8bitmime = false
                    smtp.extension.binarymime=true smtp.extension.chunking=false | smtp.extension.binarymime = true: expected false beside smtp.extension.chunking = false
                    """)
    void aValueThatIsWrongBesideAnother(String settings, String message) {
        assertThatThrownBy(() -> read(properties(settings)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # settings | warning
                    smtp.max-processings=50 smtp.max-connections=20 | smtp.max-processings = 50: a connection has one message at a time
                    smtp.max-connections-per-client=50 smtp.max-connections=20 | smtp.max-connections-per-client = 50: is never reached, because of smtp.max-connections = 20
                    smtp.auth.mode=optional | smtp.auth.mode = optional: has no effect: AUTH is offered under TLS only
                    smtp.timeout.command=PT2H | smtp.timeout.command = PT2H: has no effect, because smtp.listener.default.timeout.session = PT1H (the default)
                    smtp.timeout.data=PT5M smtp.timeout.session=PT4M | smtp.timeout.data = PT5M: has no effect, because smtp.timeout.session = PT4M
                    smtp.timeout.processing=PT10M | smtp.timeout.processing = PT10M: clients wait PT10M
                    """)
    void aValueThatMakesNoSenseIsAWarning(String settings, String warning) throws Exception {
        assertThat(read(properties(settings)).warnings())
                .singleElement()
                .asString()
                .startsWith(warning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp.timeout.session=PT1M", "smtp.max-connections=1", "smtp.max-processings=1000"})
    void aDefaultThatMakesNoSenseBesideASettingIsNoWarning(String settings) throws Exception {
        assertThat(read(properties(settings)).warnings()).isEmpty();
    }

    private static Map<String, String> properties(String settings) {
        return Arrays.stream(settings.split(" "))
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
    }

    private static SmtpConfiguration read(Map<String, String> properties) throws ConfigurationException {
        return SmtpConfiguration.read(
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withSources(new PropertiesConfigSource(properties, "test", 100))
                        .build(),
                List.of(),
                listeners -> List.of());
    }
}
