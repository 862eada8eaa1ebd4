// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class MistakesTest {
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(SwitchgearAutoConfiguration.class)
    static class Application {}

    @Test
    void shouldReportAllMistakesOfAllBreakersInOneText(CapturedOutput output) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);

        assertThatThrownBy(() -> application.run(
                        "--switchgear.breakers.payments.open-for=soon",
                        "--switchgear.breakers.search.failure-rat=50%",
                        "--switchgear.breakers.search.config=strict",
                        "--switchgear.breaker.search.probes=4"))
                .isInstanceOf(RuntimeException.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains(List.of(
                        "Settings of circuit breakers are wrong:",
                        "    - switchgear.breakers.payments.open-for=soon is not a duration: write it as 10s, 500ms or"
                                + " PT10S",
                        "    - switchgear.breakers.search.failure-rat is not known: did you mean failure-rate?",
                        "    - switchgear.breakers.search.config=strict names no shared settings",
                        "    - switchgear.breaker.search.probes is not known: did you mean"
                                + " switchgear.breakers.search.probes?",
                        "Correct them in the properties of the application."))
                .doesNotContain("\tat ");
    }

    @Test
    void shouldReportMistakesOfCodeToo() {
        Contexts.with()
                .withBean(
                        CircuitBreakerCustomizer.class, () -> (name, config) -> config.maxHint(Duration.ofSeconds(-1)))
                .withPropertyValues("switchgear.breakers.payments.probes=4")
                .run(context -> {
                    FailureAnalysis analysis = new BreakerFailureAnalyzer().analyze(context.getStartupFailure());
                    assertThat(analysis).isNotNull();
                    assertThat(analysis.getDescription()).contains("- maxHint(PT-1S) must be zero or more");
                    assertThat(analysis.getAction()).contains("code");
                });
    }

    @Test
    void shouldLeaveOtherFailuresAlone() {
        assertThat(new BreakerFailureAnalyzer().analyze(new IllegalStateException(new RuntimeException())))
                .isNull();
    }
}
