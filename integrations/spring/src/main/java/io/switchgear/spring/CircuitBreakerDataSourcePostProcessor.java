// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.jdbc.CircuitBreakerDataSource;
import io.switchgear.jdbc.SqlClassifier;
import io.switchgear.outcome.Classifier;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Guards the data sources of an application, each with the breaker of the registry that has the bean's name. It needs {@code
 * switchgear-jdbc}. Declare it as a static bean:
 *
 * <pre>{@code
 * @Bean
 * static CircuitBreakerDataSourcePostProcessor guardedDataSources(ObjectProvider<CircuitBreakerRegistry> registry) {
 *     return new CircuitBreakerDataSourcePostProcessor(registry);
 * }
 * }</pre>
 *
 * <p>A data source is replaced by Spring's proxy of its class, so that it can still be injected, bound and refreshed by that
 * class; one of a final class by a proxy of its interfaces. Left out are data sources that lead to other beans, which would
 * be counted twice: routing and delegating ones of Spring, and targets of scoped proxies. Thread-safe.
 *
 * @since 0.1
 */
public final class CircuitBreakerDataSourcePostProcessor implements BeanPostProcessor {
    private static final Set<String> LEADING_TO_OTHERS = Set.of(
            "org.springframework.jdbc.datasource.DelegatingDataSource",
            "org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource");

    private final Supplier<CircuitBreakerRegistry> registry;

    /**
     * Creates a post-processor for the application's registry.
     *
     * @param registry the provider of the registry, asked when there is a data source to guard
     */
    @Autowired
    public CircuitBreakerDataSourcePostProcessor(ObjectProvider<CircuitBreakerRegistry> registry) {
        this.registry = registry::getObject;
    }

    /**
     * Creates a post-processor for one registry.
     *
     * @param registry the registry that has the breakers
     */
    public CircuitBreakerDataSourcePostProcessor(CircuitBreakerRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        this.registry = () -> registry;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof DataSource source
                        && !ScopedProxyUtils.isScopedTarget(beanName)
                        && !leadsToOthers(AopUtils.getTargetClass(bean))
                ? guard(source, registry.get().get(beanName))
                : bean;
    }

    private static boolean leadsToOthers(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each == CircuitBreakerDataSource.class || LEADING_TO_OTHERS.contains(each.getName())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Guards a data source.
     *
     * @param source the data source
     * @param breaker its breaker; if it has core's default classifier, it gets {@link SqlClassifier#defaults()}
     * @return a proxy of the data source's class, or of its interfaces if that is final
     * @throws IllegalArgumentException if the breaker's classifier counts a violated constraint as an outage
     */
    public static DataSource guard(DataSource source, CircuitBreaker breaker) {
        if (Classifier.defaults().equals(breaker.config().classifier())) {
            breaker.reconfigure(breaker.config().toBuilder()
                    .classify(SqlClassifier.defaults())
                    .build());
        }
        ProxyFactory proxy = new ProxyFactory(source);
        proxy.setProxyTargetClass(!Modifier.isFinal(source.getClass().getModifiers()));
        proxy.addAdvice(new Connections(CircuitBreakerDataSource.of(source, breaker)));
        return (DataSource) proxy.getProxy(source.getClass().getClassLoader());
    }

    /** Makes the methods that lead to connections go through the guarded data source, and passes the others on. */
    private record Connections(CircuitBreakerDataSource guarded) implements MethodInterceptor {
        @Override
        @SuppressWarnings("NullAway") // Arguments reach the data source as they are.
        public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
            Method method = invocation.getMethod();
            @Nullable Object[] arguments = invocation.getArguments();
            return switch (method.getName()) {
                case "getConnection" ->
                    switch (arguments.length) {
                        case 0 -> guarded.getConnection();
                        case 2 -> guarded.getConnection((String) arguments[0], (String) arguments[1]);
                        default -> invocation.proceed();
                    };
                case "createConnectionBuilder" -> guarded.createConnectionBuilder();
                case "unwrap" -> guarded.unwrap((Class<?>) arguments[0]);
                default -> invocation.proceed();
            };
        }
    }
}
