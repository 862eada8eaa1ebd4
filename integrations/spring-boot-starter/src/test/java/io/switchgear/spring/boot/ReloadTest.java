// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.config.InvalidSettingsException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

@ExtendWith(OutputCaptureExtension.class)
class ReloadTest {
    private final Map<String, Object> properties = new HashMap<>(Map.of(
            "switchgear.breakers.payments.open-for", "3s",
            "switchgear.breakers.payments.consecutive-failures", "2",
            "switchgear.breakers.payments.consecutive-failures-span", "0s"));

    /** Binds the properties, as an application may, to a bean that Spring Cloud binds again at each change. */
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(SwitchgearProperties.class)
    static class Bound {}

    private ApplicationContextRunner cloud() {
        return plain().withUserConfiguration(Bound.class)
                .withConfiguration(AutoConfigurations.of(ConfigurationPropertiesRebinderAutoConfiguration.class));
    }

    private ApplicationContextRunner plain() {
        return Contexts.with()
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("changing", properties)));
    }

    @Test
    void shouldReloadByHand() {
        plain().withClassLoader(new FilteredClassLoader(EnvironmentChangeEvent.class))
                .run(context -> {
                    CircuitBreaker payments = Contexts.breaker(context, "payments");
                    Contexts.fail(payments, 2);
                    properties.put("switchgear.breakers.payments.open-for", "5s");

                    assertThat(context.getBean(SwitchgearReload.class).reload())
                            .extracting(Object::toString)
                            .containsExactly("payments: open-for 3s -> 5s");
                    assertThat(payments.state()).isEqualTo(State.OPEN);
                    properties.put("switchgear.breakers.payments.open-for", "soon");
                    assertThatThrownBy(context.getBean(SwitchgearReload.class)::reload)
                            .isInstanceOf(InvalidSettingsException.class);
                    assertThat(seconds(payments)).isEqualTo(5);
                });
    }

    /** A shared bean of properties has the values before the change, or half of them after a mistake. */
    @Test
    void shouldApplyEachChangeOfTheEnvironmentAtOnceAndNotTheOneBefore() {
        cloud().run(context -> {
            CircuitBreaker payments = Contexts.breaker(context, "payments");
            for (int wait : new int[] {5, 6, 7}) {
                change(context, "switchgear.breakers.payments.open-for", wait + "s");
                assertThat(seconds(payments)).isEqualTo(wait);
            }
        });
    }

    @Test
    void shouldKeepEverythingAtAMistakeAndGoOnAfterIt(CapturedOutput output) {
        cloud().run(context -> {
            CircuitBreaker payments = Contexts.breaker(context, "payments");
            payments.forceOpen("maintenance");

            properties.put("switchgear.breakers.payments.probes", "7");
            change(context, "switchgear.breakers.payments.open-for", "soon");
            assertThat(seconds(payments)).isEqualTo(3);
            assertThat(payments.config().halfOpen().probes()).isEqualTo(3);
            assertThat(output).contains("switchgear.breakers.payments.open-for=soon is not a duration");

            change(context, "switchgear.breakers.payments.open-for", "4s");
            assertThat(seconds(payments)).isEqualTo(4);
            assertThat(payments.config().halfOpen().probes()).isEqualTo(7);
            assertThat(payments.state()).as("a hold by hand").isEqualTo(State.FORCED_OPEN);

            properties.clear();
            change(context, "unrelated", "x");
            assertThat(seconds(payments)).as("the default").isEqualTo(5);
        });
    }

    private void change(ApplicationContext context, String key, String value) {
        properties.put(key, value);
        context.publishEvent(new EnvironmentChangeEvent(context, Set.of(key)));
    }

    private static long seconds(CircuitBreaker breaker) {
        return breaker.config().backoff().first().toSeconds();
    }
}
