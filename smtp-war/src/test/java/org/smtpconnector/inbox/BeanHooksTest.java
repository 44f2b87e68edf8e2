package org.smtpconnector.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.inbox.rules.Stage;

class BeanHooksTest {

    @Test
    void withoutARuleNoHookIsCalled() {
        assertThat(BeanHooks.hooks(Set.of(), false)).isEmpty();
        assertThat(BeanHooks.hooks(EnumSet.of(Stage.AUTH, Stage.BODY), false)).isEmpty();
    }

    @Test
    void eachStageHasItsHook() {
        assertThat(BeanHooks.hooks(EnumSet.of(Stage.RCPT), false)).containsExactly("onRcptTo");
        assertThat(BeanHooks.hooks(Set.of(), true)).containsExactly("onRcptTo");
        assertThat(BeanHooks.hooks(EnumSet.allOf(Stage.class), false))
                .containsExactlyInAnyOrder("onConnect", "onMailFrom", "onRcptTo", "onDataStart");
    }

    @Test
    void theNamesAreThoseOfTheInterface() {
        assertThat(Arrays.stream(SmtpMessageListener.class.getMethods())
                        .map(Method::getName)
                        .toList())
                .containsAll(BeanHooks.hooks(EnumSet.allOf(Stage.class), true));
    }
}
