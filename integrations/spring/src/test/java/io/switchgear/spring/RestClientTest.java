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
import io.switchgear.http.HttpClassifier;
import io.switchgear.outcome.Classifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
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
    private static final Duration LONG = Duration.ofSeconds(20);

    private final CircuitBreaker breaker = HttpBreaker.touchy();

    @AutoClose
    private final Server well = Server.well();

    @AutoClose
    private final Server breakingOff = Server.breakingOff();

    /** The clients of the JDK behind Spring's. */
    enum Factory {
        JDK(timeout -> {
            JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory();
            factory.setReadTimeout(timeout);
            return factory;
        }),
        SIMPLE(timeout -> {
            SimpleClientHttpRequestFactory factory = new SimpleClientHttpRequestFactory();
            factory.setReadTimeout(timeout);
            return factory;
        });

        private final Function<Duration, ClientHttpRequestFactory> with;

        Factory(Function<Duration, ClientHttpRequestFactory> with) {
            this.with = with;
        }

        RestClient client(CircuitBreaker breaker, Duration timeout) {
            return RestClient.builder()
                    .requestFactory(with.apply(timeout))
                    .requestInterceptor(CircuitBreakerRequestInterceptor.of(breaker))
                    .build();
        }

        RestClient client(CircuitBreaker breaker) {
            return client(breaker, LONG);
        }
    }

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
    void shouldCountABodyThatIsReadToItsEnd(Factory factory) {
        assertThat(get(factory.client(breaker), well)).isEqualTo("0123456789");
        assertThat(breaker).isClosed().hasSuccesses(1).hasNothingInFlight();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountABodyThatIsNeverReadAsASuccess(Factory factory) {
        factory.client(breaker).get().uri(well.url()).retrieve().toBodilessEntity();
        assertThat(breaker).isClosed().hasSuccesses(1).hasNothingInFlight();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountABodyThatIsClosedEarlyAsASuccess(Factory factory) {
        int first = factory.client(breaker)
                .get()
                .uri(well.url())
                .exchange((request, response) -> response.getBody().read());
        assertThat(first).isEqualTo('0');
        assertThat(breaker).isClosed().hasSuccesses(1).hasNothingInFlight();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountABodyThatBreaksOffAsAFailure(Factory factory) {
        RestClient client = factory.client(breaker);
        if (factory == Factory.SIMPLE) {
            assertThat(get(client, breakingOff))
                    .as("what that client takes for the body")
                    .isEqualTo("01234");
        } else {
            assertThatThrownBy(() -> get(client, breakingOff)).isInstanceOf(RestClientException.class);
        }
        assertThat(breaker).isOpen().hasFailures(1).hasSuccesses(0).hasNothingInFlight();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountAnAnswerWithoutTheBodyThatItAnnouncesAsASuccess(Factory factory) {
        try (Server headersOnly = Server.answering("Content-Length: 10\r\n", new byte[0])) {
            byte[] nothing = factory.client(breaker)
                    .head()
                    .uri(headersOnly.url())
                    .exchange((request, response) -> response.getBody().readAllBytes());
            assertThat(nothing).isEmpty();
        }
        assertThat(breaker).isClosed().hasSuccesses(1).hasNothingInFlight();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountACompressedBodyAsASuccess(Factory factory) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(compressed)) {
            out.write("0123456789".getBytes(StandardCharsets.US_ASCII));
        }
        String headers = "Content-Encoding: gzip\r\nContent-Length: " + compressed.size() + "\r\n";
        try (Server server = Server.answering(headers, compressed.toByteArray())) {
            byte[] body = factory.client(breaker)
                    .get()
                    .uri(server.url())
                    .exchange((request, response) -> response.getBody().readAllBytes());
            assertThat(body).isNotEmpty();
        }
        assertThat(breaker).isClosed().hasSuccesses(1).hasNothingInFlight();
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
    void shouldReadABodyThoughTheBreakersClockIsBroken() {
        AtomicBoolean broken = new AtomicBoolean();
        CircuitBreaker withClock = CircuitBreaker.of(
                "api",
                c -> HttpClassifier.configure(c).ticker(() -> {
                    if (broken.get()) {
                        throw new IllegalStateException("no time");
                    }
                    return System.nanoTime();
                }));
        byte[] body = Factory.JDK.client(withClock).get().uri(well.url()).exchange((request, response) -> {
            broken.set(true);
            return response.getBody().readAllBytes();
        });
        assertThat(body).hasSize(10);
        broken.set(false);
        assertThat(withClock).isClosed().hasAdmitted(1).hasFailures(0).hasNothingInFlight();
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
