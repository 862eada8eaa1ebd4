// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.config.ConfiguredBreakers;
import io.switchgear.config.SettingsSource;
import io.switchgear.http.HttpClassifier;
import io.switchgear.jdbc.SqlClassifier;
import io.switchgear.micrometer.CircuitBreakerMetrics;
import io.switchgear.spring.CircuitBreakerAdvisor;
import io.switchgear.spring.CircuitBreakerDataSourcePostProcessor;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The breakers of an application: a {@link CircuitBreakerRegistry} configured by {@code switchgear.*} properties, and
 * everything around it that the application has a use for. A registry bean of the application takes the place of this one,
 * together with the properties and their reload.
 *
 * @since 0.1
 */
@AutoConfiguration
@Import({HealthConfiguration.class, HttpClientsConfiguration.class})
public class SwitchgearAutoConfiguration {
    /** The breakers that all HTTP clients of a registry share, one per origin. */
    private static final String HTTP = "http";

    /** Called by Spring. */
    public SwitchgearAutoConfiguration() {}

    /** The registry, unless the application has one. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(CircuitBreakerRegistry.class)
    static class Registry {
        @Bean
        BreakerTimer switchgearTimer() {
            return new BreakerTimer();
        }

        @Bean
        ConfiguredBreakers switchgearBreakers(
                ConfigurableEnvironment environment,
                BreakerTimer timer,
                ObjectProvider<CircuitBreakerCustomizer> customizers) {
            SettingsSource properties = EnvironmentSettings.of(environment);
            List<CircuitBreakerCustomizer> inOrder = customizers.orderedStream().toList();
            return ConfiguredBreakers.of(() -> properties, name -> fromCode(name, timer, inOrder));
        }

        private static CircuitBreakerConfig fromCode(
                String name, BreakerTimer timer, List<CircuitBreakerCustomizer> customizers) {
            CircuitBreakerConfigBuilder config = CircuitBreakerConfig.builder().scheduler(timer.scheduler());
            if (name.equals(HTTP)) {
                config = HttpClassifier.configure(config);
            }
            for (CircuitBreakerCustomizer customizer : customizers) {
                config = customizer.customize(name, config);
            }
            return config.build();
        }

        @Bean
        CircuitBreakerRegistry circuitBreakerRegistry(ConfiguredBreakers breakers) {
            return breakers.registry();
        }

        @Bean
        SwitchgearReload switchgearReload(ConfiguredBreakers breakers) {
            return new SwitchgearReload(breakers);
        }
    }

    /** Methods with the annotation, unless the application has an advisor of its own, such as one in another order. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(CircuitBreakerAdvisor.class)
    @Import(CircuitBreakerAdvisor.Registrar.class)
    static class Annotations {}

    @Bean
    @ConditionalOnProperty(name = "switchgear.events.enabled", matchIfMissing = true)
    EventPublication switchgearEvents(CircuitBreakerRegistry registry, ApplicationEventPublisher publisher) {
        return new EventPublication(registry, publisher);
    }

    /** Data sources, each with the breaker of its bean's name, where that is switched on. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("switchgear.datasource.enabled")
    static class DataSources {
        @Bean
        @ConditionalOnMissingBean
        static CircuitBreakerDataSourcePostProcessor switchgearDataSources(
                ObjectProvider<CircuitBreakerRegistry> registry) {
            return new CircuitBreakerDataSourcePostProcessor(registry);
        }

        /** The rules of SQL, before any property is read: one that would take their place is refused. */
        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        CircuitBreakerCustomizer switchgearSqlClassifier(ListableBeanFactory beans) {
            Set<String> dataSources = Set.of(beans.getBeanNamesForType(DataSource.class, true, false));
            return (breaker, config) ->
                    dataSources.contains(breaker) ? config.classify(SqlClassifier.defaults()) : config;
        }
    }

    /** The endpoint, where it is enabled and exposed. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint")
    static class Endpoint {
        @Bean
        @ConditionalOnAvailableEndpoint
        @ConditionalOnMissingBean
        SwitchgearEndpoint switchgearEndpoint(CircuitBreakerRegistry registry) {
            return new SwitchgearEndpoint(registry);
        }
    }

    /** Meters, which Boot binds to each meter registry. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class Meters {
        @Bean
        @ConditionalOnMissingBean
        CircuitBreakerMetrics switchgearMetrics(CircuitBreakerRegistry registry) {
            return CircuitBreakerMetrics.of(registry);
        }
    }

    /** A reload at each change of the environment, with Spring Cloud. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(EnvironmentChangeEvent.class)
    static class Cloud {
        @Bean
        ApplicationListener<EnvironmentChangeEvent> switchgearReloadListener(ObjectProvider<SwitchgearReload> reload) {
            return new ReloadListener(reload);
        }
    }

    /** A class instead of a lambda, so that Spring sees the type of the event. A registry of the application has no reload. */
    private record ReloadListener(ObjectProvider<SwitchgearReload> reload)
            implements ApplicationListener<EnvironmentChangeEvent> {
        @Override
        public void onApplicationEvent(EnvironmentChangeEvent event) {
            reload.ifAvailable(SwitchgearReload::reloadOrKeep);
        }
    }
}
