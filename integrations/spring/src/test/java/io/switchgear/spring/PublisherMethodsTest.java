// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Methods that return publishers, whose calls are their subscriptions. */
class PublisherMethodsTest {
    private final CircuitBreakerRegistry registry = Beans.registry();
    private final AnnotationConfigApplicationContext context = Beans.with(registry, Prices.class);
    private final Prices prices = context.getBean(Prices.class);

    @AfterEach
    void close() {
        context.close();
    }

    static class Prices {
        @CircuitBreaker(name = "mono")
        public Mono<String> mono() {
            return Mono.error(new IOException("broken"));
        }

        @CircuitBreaker(name = "throwing", fallbackMethod = "other")
        public Mono<String> throwing() throws IOException {
            throw new IOException("broken before there is a Mono");
        }

        @CircuitBreaker(name = "flux", fallbackMethod = "other")
        public Flux<String> flux(int good) {
            return Flux.range(1, good)
                    .map(String::valueOf)
                    .concatWith(good < 3 ? Mono.error(new IOException("broken")) : Mono.empty());
        }

        @CircuitBreaker(name = "publisher")
        public Publisher<String> publisher() {
            return Flux.just("a", "b");
        }

        @CircuitBreaker(name = "flow")
        public Flow.Publisher<String> flow() {
            return JdkFlowAdapter.publisherToFlowPublisher(Flux.just("a", "b"));
        }

        private Mono<String> other(IOException failure) {
            return Mono.just("instead of " + failure.getMessage());
        }

        private Mono<String> other(CallNotPermittedException rejection) {
            return Mono.error(new IllegalStateException("no price", rejection));
        }

        private Flux<String> other(int good, IOException failure) {
            return Flux.just("x", "y");
        }
    }

    @Test
    void shouldCountEachSubscriptionAndNothingBefore() {
        registry.register("mono", CircuitBreakerConfig.builder().build());
        Mono<String> call = prices.mono();
        assertThat(registry.get("mono")).hasAdmitted(0);
        assertThatThrownBy(call::block).hasRootCauseInstanceOf(IOException.class);
        assertThatThrownBy(call.retry(2)::block).hasRootCauseInstanceOf(IOException.class);
        assertThat(registry.get("mono")).hasAdmitted(4).hasFailures(4);
    }

    @Test
    void shouldRejectBySignal() {
        Mono<String> call = prices.mono();
        registry.get("mono").forceOpen("a test");
        assertThatThrownBy(call::block).isInstanceOf(CallNotPermittedException.class);
        assertThat(registry.get("mono")).hasAdmitted(0).hasRejected(1);
    }

    @Test
    void shouldCountAMethodThatThrowsAndUseItsFallbacks() throws IOException {
        assertThat(prices.throwing().block()).isEqualTo("instead of broken before there is a Mono");
        assertThat(registry.get("throwing")).isOpen().hasFailures(1);
        assertThatThrownBy(prices.throwing()::block)
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(CallNotPermittedException.class);
    }

    @Test
    void shouldContinueAFluxWithItsFallback() {
        assertThat(prices.flux(3).collectList().block()).containsExactly("1", "2", "3");
        assertThat(prices.flux(1).collectList().block()).containsExactly("1", "x", "y");
        assertThat(registry.get("flux")).isOpen().hasSuccesses(1).hasFailures(1).hasNothingInFlight();
    }

    @Test
    void shouldGuardOtherPublishers() {
        assertThat(Flux.from(prices.publisher()).collectList().block(Duration.ofSeconds(1)))
                .isEqualTo(List.of("a", "b"));
        assertThat(JdkFlowAdapter.flowPublisherToFlux(prices.flow())
                        .collectList()
                        .block(Duration.ofSeconds(1)))
                .isEqualTo(List.of("a", "b"));
        assertThat(registry.get("publisher")).hasSuccesses(1);
        assertThat(registry.get("flow")).hasSuccesses(1);
    }

    static class Special {
        @CircuitBreaker(name = "x")
        public ConnectableFlux<String> call() {
            return Flux.<String>empty().publish();
        }
    }

    @Test
    void shouldRefuseAKindOfFluxThatItCannotReturn() {
        Throwable thrown = catchThrowable(() -> Beans.with(registry, Special.class));
        assertThat(thrown)
                .isInstanceOf(BeanCreationException.class)
                .hasRootCauseInstanceOf(InvalidGuardedMethodException.class)
                .hasMessageContaining("is no ConnectableFlux");
    }

    /** The classes of the application, without the module for Reactor. */
    private static final class WithoutModule extends ClassLoader {
        WithoutModule() {
            super(PublisherMethodsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.switchgear.reactor.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.switchgear.spring.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failed) {
                throw new ClassNotFoundException(name, failed);
            }
        }
    }

    /** What such an application does, in its class loader. */
    static final class Application implements Runnable {
        @Override
        public void run() {
            CircuitBreakerRegistry registry = Beans.registry();
            ProxyFactory factory = new ProxyFactory(new AnnotatedMethodsTest.OnMethods());
            factory.setProxyTargetClass(true);
            factory.addAdvisor(new CircuitBreakerAdvisor(registry));
            ((AnnotatedMethodsTest.OnMethods) factory.getProxy()).guarded();
            assertThat(registry.get("one")).hasSuccesses(1);

            assertThatThrownBy(() -> new CircuitBreakerAdvisor(registry)
                            .getPointcut()
                            .getClassFilter()
                            .matches(Prices.class))
                    .isInstanceOf(InvalidGuardedMethodException.class)
                    .hasMessageContaining("switchgear-reactor");
        }
    }

    @Test
    void shouldRefusePublishersWithoutTheModuleForThemAndGuardTheRest() throws Exception {
        Class<?> application = Class.forName(Application.class.getName(), true, new WithoutModule());
        Constructor<?> constructor = application.getDeclaredConstructor();
        constructor.setAccessible(true);
        ((Runnable) constructor.newInstance()).run();
    }
}
