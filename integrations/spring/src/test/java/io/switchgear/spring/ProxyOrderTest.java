// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreakerRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.SpringVersion;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** The breaker's place among Spring's own proxies. */
class ProxyOrderTest {
    private final CircuitBreakerRegistry registry = Beans.registry();

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    @EnableAsync
    @EnableCaching
    @Import({CircuitBreakerAdvisor.Registrar.class, Service.class, Transactions.class})
    static class Application {
        @Bean
        CacheManager caches() {
            return new ConcurrentMapCacheManager();
        }
    }

    static class Transactions extends AbstractPlatformTransactionManager {
        private static final long serialVersionUID = 1;

        final AtomicBoolean down = new AtomicBoolean();

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            if (down.get()) {
                throw new CannotCreateTransactionException("no database");
            }
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }

    static class Service {
        @Transactional
        @CircuitBreaker(name = "transactional")
        public String transactional() {
            return "done";
        }

        @Async
        @CircuitBreaker(name = "async", fallbackMethod = "threadInstead")
        public CompletableFuture<Thread> async(boolean fails) {
            if (fails) {
                throw new IllegalStateException("broken");
            }
            return CompletableFuture.completedFuture(Thread.currentThread());
        }

        private CompletableFuture<Thread> threadInstead(boolean fails, IllegalStateException failure) {
            return async(false);
        }

        @Cacheable("answers")
        @CircuitBreaker(name = "cached")
        public String cached(String question) {
            return "answer to " + question;
        }
    }

    private AnnotationConfigApplicationContext start() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(CircuitBreakerRegistry.class, () -> registry);
        context.register(Application.class);
        context.refresh();
        return context;
    }

    @Test
    void shouldSeeADatabaseThatIsDownWhenTheTransactionBegins() {
        try (AnnotationConfigApplicationContext context = start()) {
            Service service = context.getBean(Service.class);
            assertThat(service.transactional()).isEqualTo("done");
            context.getBean(Transactions.class).down.set(true);
            assertThatThrownBy(service::transactional).isInstanceOf(CannotCreateTransactionException.class);
            assertThatThrownBy(service::transactional).isInstanceOf(CallNotPermittedException.class);
        }
        assertThat(registry.get("transactional")).isOpen().hasSuccesses(1).hasFailures(1);
    }

    @Test
    void shouldMakeTheCallOnTheThreadOfAnAsyncMethod() throws Exception {
        try (AnnotationConfigApplicationContext context = start()) {
            Service service = context.getBean(Service.class);
            assertThat(service.async(false).get(10, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
            assertThat(service.async(true).get(10, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
        }
        assertThat(registry.get("async"))
                .isOpen()
                .hasSuccesses(1)
                .hasFailures(1)
                .hasNothingInFlight();
    }

    /** The guide's reason for two beans: what the cache answers is counted too. */
    @Test
    void shouldCountHitsOfACacheOnTheSameMethod() {
        try (AnnotationConfigApplicationContext context = start()) {
            Service service = context.getBean(Service.class);
            assertThat(service.cached("why")).isEqualTo("answer to why");
            assertThat(service.cached("why")).isEqualTo("answer to why");
        }
        assertThat(registry.get("cached")).hasSuccesses(2);
    }

    @Test
    void shouldRunWithTheSpringThatIsMeant() {
        assertThat(SpringVersion.getVersion()).isEqualTo(System.getProperty("switchgear.spring"));
    }
}
