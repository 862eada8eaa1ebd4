// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreakerRegistry;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.AliasFor;

/** Which methods are guarded, and by which breaker. */
class AnnotatedMethodsTest {
    private final CircuitBreakerRegistry registry = Beans.registry();

    static class OnMethods {
        @CircuitBreaker(name = "one")
        public String guarded() {
            return "guarded";
        }

        @CircuitBreaker(name = "one")
        String packagePrivate() {
            return "guarded too";
        }

        public String plain() {
            return "plain";
        }
    }

    @Test
    void shouldGuardAnnotatedMethodsOnly() {
        try (AnnotationConfigApplicationContext context = Beans.with(registry, OnMethods.class)) {
            OnMethods bean = context.getBean(OnMethods.class);
            assertThat(bean.plain()).isEqualTo("plain");
            assertThat(registry.find("one"))
                    .as("a breaker before the first call")
                    .isEmpty();
            assertThat(bean.guarded()).isEqualTo("guarded");
            assertThat(bean.packagePrivate()).isEqualTo("guarded too");
            assertThat(registry.get("one")).hasSuccesses(2).hasNothingInFlight();
        }
    }

    @CircuitBreaker(name = "type", fallbackMethod = "other")
    static class OnType {
        public String first() {
            return "first";
        }

        @CircuitBreaker(name = "method")
        public String second() {
            return "second";
        }

        public String other() {
            return "other";
        }

        String notPublic() {
            return "not public";
        }

        public static String ofNoBean() {
            return "static";
        }

        @Override
        public String toString() {
            return "OnType";
        }
    }

    static class Subclass extends OnType {
        @Override
        public String first() {
            return "first of the subclass";
        }
    }

    @Test
    void shouldGuardThePublicMethodsOfAnAnnotatedType() {
        try (AnnotationConfigApplicationContext context = Beans.with(registry, OnType.class)) {
            OnType bean = context.getBean(OnType.class);
            bean.first();
            bean.second();
            bean.other();
            bean.notPublic();
            assertThat(bean).hasToString("OnType");
            assertThat(registry.get("type")).hasSuccesses(1);
            assertThat(registry.get("method")).hasSuccesses(1);
        }
    }

    @Test
    void shouldGuardTheMethodsOfASubclassToo() {
        try (AnnotationConfigApplicationContext context = Beans.with(registry, Subclass.class)) {
            assertThat(context.getBean(OnType.class).first()).isEqualTo("first of the subclass");
            assertThat(registry.get("type")).hasSuccesses(1);
        }
    }

    @CircuitBreaker(name = "warehouse")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Warehouse {
        @AliasFor(annotation = CircuitBreaker.class)
        String fallbackMethod() default "";
    }

    static class WithMetaAnnotation {
        @Warehouse(fallbackMethod = "nothing")
        public String stock() {
            throw new IllegalStateException("no answer");
        }

        private String nothing() {
            return "nothing";
        }
    }

    @Test
    void shouldAcceptAMetaAnnotation() {
        try (AnnotationConfigApplicationContext context = Beans.with(registry, WithMetaAnnotation.class)) {
            assertThat(context.getBean(WithMetaAnnotation.class).stock()).isEqualTo("nothing");
            assertThat(registry.get("warehouse")).isOpen();
        }
    }

    interface Source<T> {
        @CircuitBreaker(name = "source")
        T get(T argument);
    }

    interface Texts extends Source<String> {}

    static final class FinalSource implements Texts {
        @Override
        public String get(String argument) {
            return argument;
        }
    }

    @Test
    void shouldGuardTheMethodsOfAnInterface() {
        try (AnnotationConfigApplicationContext context = Beans.with(registry, FinalSource.class)) {
            Texts bean = context.getBean(Texts.class);
            assertThat(bean.get("x")).isEqualTo("x");
            assertThat(bean.get("y")).isEqualTo("y");
            assertThat(registry.get("source")).hasSuccesses(2);
        }
    }

    interface Client {
        @CircuitBreaker(name = "client", fallbackMethod = "noPrice")
        String price(String article);

        default String noPrice(String article, IllegalStateException failure) {
            return "no price of " + article + ": " + failure.getMessage();
        }
    }

    static class ClientConfiguration {
        @Bean
        Client client() {
            return (Client) Proxy.newProxyInstance(
                    Client.class.getClassLoader(), new Class<?>[] {Client.class}, (proxy, method, arguments) -> {
                        if (method.isDefault()) {
                            return InvocationHandler.invokeDefault(proxy, method, arguments);
                        }
                        throw new IllegalStateException("down");
                    });
        }
    }

    /** As those of HTTP interface clients and repositories are. */
    @Test
    void shouldGuardABeanThatIsAProxyWithADefaultMethodAsItsFallback() {
        try (AnnotationConfigApplicationContext context = Beans.with(registry, ClientConfiguration.class)) {
            assertThat(context.getBean(Client.class).price("tea")).isEqualTo("no price of tea: down");
            assertThat(registry.get("client")).isOpen();
        }
    }

    @Test
    void shouldWorkWithoutAContext() {
        ProxyFactory factory = new ProxyFactory(new OnMethods());
        factory.setProxyTargetClass(true);
        factory.addAdvisor(new CircuitBreakerAdvisor(registry));
        assertThat(((OnMethods) factory.getProxy()).guarded()).isEqualTo("guarded");
        assertThat(registry.get("one")).hasSuccesses(1);
    }
}
