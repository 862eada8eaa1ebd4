// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.outcome.Classifier;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** Spring's blocking clients, against servers that are well and that are not. */
class RestClientTest {
    private static final Duration SHORT = Duration.ofMillis(60);

    private final CircuitBreaker breaker = HttpBreaker.touchy();

    @AutoClose
    private final Server well = Server.well();

    @AutoClose
    private final Server breakingOff = Server.breakingOff();

    @ParameterizedTest
    @EnumSource
    void shouldNoticeAServerThatHangsByDefault(Factory factory) {
        try (Server silent = Server.silent()) {
            openWithinTenCalls(factory, silent);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNoticeAServerWhoseBodiesStallByDefault(Factory factory) {
        try (Server stalling = Server.stalling()) {
            openWithinTenCalls(factory, stalling);
        }
    }

    private static void openWithinTenCalls(Factory factory, Server server) {
        CircuitBreaker byDefault = HttpBreaker.byDefault();
        RestClient client = factory.client(byDefault, SHORT);
        for (int i = 0; i < 10 && byDefault.state() == State.CLOSED; i++) {
            assertThatThrownBy(() -> get(client, server)).isInstanceOf(RestClientException.class);
        }
        assertThat(byDefault).isOpen().hasSuccesses(0).hasNothingInFlight();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNoticeAServerThatIsGone(Factory factory) {
        Server gone = Server.well();
        gone.close();
        assertThatThrownBy(() -> get(factory.client(breaker), gone)).isInstanceOf(ResourceAccessException.class);
        assertThat(breaker).isOpen().hasFailures(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountAFailedStatusOnceAndFollowRetryAfter(Factory factory) {
        try (Server busy = Server.of(503, "Retry-After: 300")) {
            RestClient client = factory.client(breaker);
            assertThatThrownBy(() -> get(client, busy)).isInstanceOf(HttpServerErrorException.ServiceUnavailable.class);
            assertThatExceptionOfType(ResourceAccessException.class)
                    .isThrownBy(() -> get(client, busy))
                    .withCauseInstanceOf(HttpCallNotPermittedException.class)
                    .withMessageContaining("503 from http://127.0.0.1");
            assertThat(busy.requests()).isEqualTo(1);
        }
        assertThat(breaker).isOpen().hasFailures(1).hasRejected(1).hasNothingInFlight();
        assertThat(breaker.snapshot().nextProbeIn())
                .hasValueSatisfying(wait -> assertThat(wait).isGreaterThan(Duration.ofSeconds(290)));
    }

    @Test
    void shouldGiveEachOriginABreakerOfTheRegistry() {
        CircuitBreakerRegistry registry = HttpBreaker.registry();
        RestClient client = RestClient.builder()
                .requestInterceptor(CircuitBreakerRequestInterceptor.of(registry))
                .build();
        assertThatThrownBy(() -> get(client, breakingOff)).isInstanceOf(RestClientException.class);
        assertThatThrownBy(() -> get(client, breakingOff)).hasCauseInstanceOf(HttpCallNotPermittedException.class);
        get(client, well);
        KeyedCircuitBreaker<String> origins = registry.keyed("http", 1_000);
        assertThat(origins.snapshot().notClosed())
                .containsOnlyKeys(breakingOff.url().replaceAll("/$", ""));
        assertThat(origins.snapshot(well.url().replaceAll("/$", "")).map(Snapshot::state))
                .hasValue(State.CLOSED);
    }

    @Test
    void shouldGuardARestTemplate() {
        RestTemplate template = new RestTemplate(new JdkClientHttpRequestFactory());
        template.getInterceptors().add(CircuitBreakerRequestInterceptor.of(breaker));
        assertThat(template.getForObject(well.url(), String.class)).isEqualTo("0123456789");
        assertThatThrownBy(() -> template.getForObject(breakingOff.url(), String.class))
                .isInstanceOf(RestClientException.class);
        assertThatThrownBy(() -> template.getForObject(well.url(), String.class))
                .isInstanceOf(ResourceAccessException.class)
                .hasCauseInstanceOf(HttpCallNotPermittedException.class);
        assertThat(breaker).isOpen().hasSuccesses(1).hasFailures(1).hasRejected(1);
    }

    interface Page {
        @GetExchange("/")
        String get();
    }

    @Test
    void shouldGuardAnInterfaceClient() {
        RestClient client =
                Factory.JDK.client(breaker).mutate().baseUrl(well.url()).build();
        Page page = HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
                .build()
                .createClient(Page.class);
        assertThat(page.get()).isEqualTo("0123456789");
        breaker.forceOpen("a test");
        assertThatThrownBy(page::get)
                .isInstanceOf(ResourceAccessException.class)
                .hasCauseInstanceOf(HttpCallNotPermittedException.class);
        assertThat(breaker).hasSuccesses(1).hasRejected(1);
    }

    @Test
    void shouldIgnoreACallerThatIsInterruptedEarly() throws Exception {
        try (Server silent = Server.silent()) {
            Thread caller = new Thread(() -> assertThatThrownBy(() -> get(Factory.JDK.client(breaker), silent))
                    .isInstanceOf(ResourceAccessException.class));
            caller.start();
            await().until(() -> silent.requests() == 1);
            caller.interrupt();
            caller.join();
        }
        assertThat(breaker).isClosed().hasFailures(0).hasIgnored(1).hasNothingInFlight();
    }

    @Test
    void shouldRefuseABreakerThatCannotJudgeResponses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CircuitBreakerRequestInterceptor.of(CircuitBreaker.of("api")))
                .withMessageContaining("HttpClassifier");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CircuitBreakerRequestInterceptor.of(KeyedCircuitBreaker.<String>of(
                        "api",
                        10,
                        breaker.config().toBuilder()
                                .classify(Classifier.defaults())
                                .build())))
                .withMessageContaining("HttpClassifier");
    }

    private static String get(RestClient client, Server server) {
        return client.get().uri(server.url()).retrieve().body(String.class);
    }
}
