package org.smtpconnector.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.protocol.AuthMechanism;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.SmtpCredential;
import org.smtpconnector.protocol.syntax.CommandParser;
import org.smtpconnector.protocol.syntax.SyntaxException;

/** The exchanges give the right credentials; transcripts show the rest. */
class SaslExchangeTest {

    private static SmtpCredential credential(AuthMechanism mechanism, String... responses) throws SyntaxException {
        SaslExchange exchange = SaslMechanisms.begin(mechanism);
        SaslExchange.Step step = exchange.first();
        for (String response : responses) {
            assertThat(step.challenge()).isNotNull();
            step = exchange.respond(response.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(step.challenge()).isNull();
        return step.credential();
    }

    @Test
    void plain() throws SyntaxException {
        SmtpCredential.Password password =
                (SmtpCredential.Password) credential(AuthMechanism.PLAIN, "admin\0jürgen\0päss wörd");

        assertThat(password.authorizationId()).isEqualTo("admin");
        assertThat(password.authenticationId()).isEqualTo("jürgen");
        assertThat(password.password().reveal()).isEqualTo("päss wörd");
    }

    @Test
    void login() throws SyntaxException {
        SmtpCredential.Password password = (SmtpCredential.Password) credential(AuthMechanism.LOGIN, "me", "secret");

        assertThat(password.authorizationId()).isEmpty();
        assertThat(password.authenticationId()).isEqualTo("me");
        assertThat(password.password().reveal()).isEqualTo("secret");
    }

    @Test
    void xoauth2() throws SyntaxException {
        SmtpCredential.Bearer bearer =
                (SmtpCredential.Bearer) credential(AuthMechanism.XOAUTH2, "user=me\1auth=Bearer ya29.x\1\1");

        assertThat(bearer.authenticationId()).isEqualTo("me");
        assertThat(bearer.authorizationId()).isEmpty();
        assertThat(bearer.token().reveal()).isEqualTo("ya29.x");
    }

    @Test
    void oauthBearer() throws SyntaxException {
        SmtpCredential.Bearer bearer = (SmtpCredential.Bearer)
                credential(AuthMechanism.OAUTHBEARER, "n,a=a=2Cb=3Dc,\1host=x\1auth=bearer tok\1\1");

        assertThat(bearer.authenticationId()).isEqualTo("a,b=c");
        assertThat(bearer.authorizationId()).isEmpty();
        assertThat(bearer.token().reveal()).isEqualTo("tok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n,a=,\1auth=Bearer x\1\1",
                "n,a=a=2cb,\1auth=Bearer x\1\1",
                "n,,\1auth=Bearer \1\1",
                "n,,\1auth=Bearer x\1auth=Bearer y\1\1",
                "n,,\1auth=Bearer x\1",
                "n,,\1\1",
                "n,,\1=x\1auth=Bearer x\1\1",
                "auth=Bearer x\1\1",
                "n,,x\1auth=Bearer x\1\1"
            })
    void oauthBearerThatIsNone(String response) {
        assertThatExceptionOfType(SyntaxException.class)
                .isThrownBy(() -> credential(AuthMechanism.OAUTHBEARER, response))
                .satisfies(e -> assertThat(e.reply()).isEqualTo(Replies.BAD_RESPONSE));
    }

    @Test
    void noCredentialShowsItsSecret() throws SyntaxException {
        assertThat(credential(AuthMechanism.PLAIN, "\0me\0hunter2")).asString().doesNotContain("hunter2");
        assertThat(credential(AuthMechanism.XOAUTH2, "user=me\1auth=Bearer hunter2\1\1"))
                .asString()
                .doesNotContain("hunter2");
        assertThat(new CommandParser(java.util.Set.of(), false).parse("AUTH PLAIN hunter2", java.util.Set.of()))
                .asString()
                .doesNotContain("hunter2");
    }
}
