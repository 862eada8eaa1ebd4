// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.spring.GuardedMethod.Result;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.aopalliance.aop.Advice;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.Ordered;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Makes the calls of beans with {@link CircuitBreaker} go through breakers. It is a bean of the role infrastructure, which
 * Spring's auto-proxy creator finds; AspectJ is not needed. An application without Spring Boot imports both:
 *
 * <pre>{@code
 * @Configuration
 * @Import(CircuitBreakerAdvisor.Registrar.class)
 * class Breakers {
 *     @Bean
 *     CircuitBreakerRegistry breakers() { ... }
 * }
 * }</pre>
 *
 * <p>The methods of a bean are checked when it is created: a mistake is an {@link InvalidGuardedMethodException}.
 * Thread-safe.
 *
 * @since 0.1
 */
public final class CircuitBreakerAdvisor implements PointcutAdvisor, Ordered {
    /** The default order: inside {@code @Async} and {@code @Retryable}, outside {@code @Transactional}. */
    public static final int DEFAULT_ORDER = Ordered.LOWEST_PRECEDENCE - 4;

    private static final boolean WITH_REACTOR =
            isPresent("io.switchgear.reactor.ReactorGuard") && isPresent("reactor.core.publisher.Mono");

    /** Whether Spring makes publishers of suspending functions. */
    private static final boolean WITH_COROUTINES =
            isPresent("kotlinx.coroutines.reactor.MonoKt") && isPresent("kotlin.reflect.full.KClasses");

    private final Supplier<CircuitBreakerRegistry> registry;
    private final Advice advice = (MethodInterceptor) this::call;
    private final Pointcut pointcut = new AnnotatedMethods();
    private volatile int order = DEFAULT_ORDER;

    /** By class of bean, its annotated methods; methods of interfaces are added when they are called. */
    private final Map<Class<?>, Map<Method, GuardedMethod>> methods = new ConcurrentHashMap<>();

    /**
     * Creates an advisor for the application's registry.
     *
     * @param registry the provider of the registry, asked once, when a guarded method is first called
     */
    @Autowired
    public CircuitBreakerAdvisor(ObjectProvider<CircuitBreakerRegistry> registry) {
        this.registry = SingletonSupplier.of(registry::getObject);
    }

    /**
     * Creates an advisor for one registry.
     *
     * @param registry the registry that has the breakers
     */
    public CircuitBreakerAdvisor(CircuitBreakerRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        this.registry = () -> registry;
    }

    /**
     * Sets the place among the advisors of a bean.
     *
     * @param order a lower number is further out; by default {@link #DEFAULT_ORDER}
     */
    public void setOrder(int order) {
        this.order = order;
    }

    @Override
    public int getOrder() {
        return order;
    }

    @Override
    public Advice getAdvice() {
        return advice;
    }

    @Override
    public Pointcut getPointcut() {
        return pointcut;
    }

    private @Nullable Object call(MethodInvocation invocation) throws Throwable {
        Object bean = invocation.getThis();
        GuardedMethod method = bean == null ? null : find(invocation.getMethod(), bean.getClass());
        return method == null ? invocation.proceed() : method.call(invocation, registry.get());
    }

    private @Nullable GuardedMethod find(Method method, Class<?> beanType) {
        Map<Method, GuardedMethod> ofType = methodsOf(beanType);
        GuardedMethod found = ofType.get(method);
        if (found == null && !ofType.isEmpty()) {
            found = ofType.get(AopUtils.getMostSpecificMethod(method, beanType));
            if (found != null) {
                ofType.put(method, found);
            }
        }
        return found;
    }

    private Map<Method, GuardedMethod> methodsOf(Class<?> beanType) {
        Map<Method, GuardedMethod> known = methods.get(beanType);
        return known != null ? known : methods.computeIfAbsent(beanType, CircuitBreakerAdvisor::inspect);
    }

    /** Finds the annotated methods of a class, and refuses those that could not be guarded. */
    private static Map<Method, GuardedMethod> inspect(Class<?> beanType) {
        if (!AnnotationUtils.isCandidateClass(beanType, CircuitBreaker.class)) {
            return Map.of();
        }
        Map<Method, GuardedMethod> found =
                MethodIntrospector.selectMethods(beanType, (Method method) -> inspect(method, beanType));
        return found.isEmpty() ? Map.of() : new ConcurrentHashMap<>(found);
    }

    private static @Nullable GuardedMethod inspect(Method method, Class<?> beanType) {
        CircuitBreaker annotation = AnnotatedElementUtils.findMergedAnnotation(method, CircuitBreaker.class);
        if (annotation == null) {
            annotation = AnnotatedElementUtils.findMergedAnnotation(method.getDeclaringClass(), CircuitBreaker.class);
            if (annotation == null || !isMeantByType(method, annotation)) {
                return null;
            }
        }
        check(method, annotation);
        return new GuardedMethod(
                annotation.name(),
                method.getReturnType(),
                resultOf(method),
                FallbackMethod.allOf(method, beanType, annotation.fallbackMethod()));
    }

    /** The annotation of a type is for its public methods, but those of each object and the fallbacks themselves. */
    private static boolean isMeantByType(Method method, CircuitBreaker annotation) {
        return Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && !ReflectionUtils.isObjectMethod(method)
                && !method.getName().equals(annotation.fallbackMethod());
    }

    private static void check(Method method, CircuitBreaker annotation) {
        int modifiers = method.getModifiers();
        int unseen = modifiers & (Modifier.FINAL | Modifier.STATIC | Modifier.PRIVATE);
        if (unseen != 0) {
            throw new InvalidGuardedMethodException(
                    method,
                    "the method is " + Modifier.toString(unseen) + ", so no proxy can intercept its calls",
                    "Remove the modifier, or call the breaker in the code");
        }
        if (annotation.name().isBlank()) {
            throw new InvalidGuardedMethodException(
                    method, "the name of the breaker is blank", "Name the breaker: @CircuitBreaker(name = \"...\")");
        }
    }

    private static Result resultOf(Method method) {
        Class<?> type = method.getReturnType();
        if (CompletionStage.class.isAssignableFrom(type)) {
            checkReplaceable(method, CompletableFuture.class);
            return Result.STAGE;
        }
        ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
        boolean suspending = KotlinDetector.isSuspendingFunction(method);
        boolean ofKotlin = suspending || type.getName().startsWith("kotlinx.coroutines.flow.");
        if (adapter == null && !ofKotlin && !Flow.Publisher.class.isAssignableFrom(type)) {
            return Result.VALUE;
        }
        if (!WITH_REACTOR || (suspending ? !WITH_COROUTINES : adapter == null)) {
            throw new InvalidGuardedMethodException(
                    method,
                    "the method " + (suspending ? "suspends" : "returns a " + type.getSimpleName())
                            + ", so its calls end later than it returns, and the module for such calls is missing",
                    "Add the dependency io.switchgear:switchgear-reactor"
                            + (ofKotlin ? ", and kotlinx-coroutines-reactor and kotlin-reflect" : ""));
        }
        if (suspending) {
            return Result.SUSPENDING;
        }
        checkReplaceable(method, GuardedMethod.publisherFor(type));
        return Result.PUBLISHER;
    }

    private static void checkReplaceable(Method method, Class<?> returned) {
        if (!method.getReturnType().isAssignableFrom(returned)) {
            throw new InvalidGuardedMethodException(
                    method,
                    "a guarded call returns a " + returned.getSimpleName() + ", which is no "
                            + method.getReturnType().getSimpleName(),
                    "Change the type that the method returns");
        }
    }

    private static boolean isPresent(String type) {
        return ClassUtils.isPresent(type, CircuitBreakerAdvisor.class.getClassLoader());
    }

    private final class AnnotatedMethods extends StaticMethodMatcherPointcut {
        AnnotatedMethods() {
            setClassFilter(type -> !methodsOf(type).isEmpty());
        }

        @Override
        public boolean matches(Method method, Class<?> targetClass) {
            return find(method, targetClass) != null;
        }
    }

    /**
     * Registers the advisor, and the auto-proxy creator that Spring's own annotations share.
     *
     * @since 0.1
     */
    public static final class Registrar implements ImportBeanDefinitionRegistrar {
        /** For Spring. */
        public Registrar() {}

        @Override
        public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
            AopConfigUtils.registerAutoProxyCreatorIfNecessary(registry);
            registry.registerBeanDefinition(
                    CircuitBreakerAdvisor.class.getName(),
                    BeanDefinitionBuilder.rootBeanDefinition(CircuitBreakerAdvisor.class)
                            .setRole(BeanDefinition.ROLE_INFRASTRUCTURE)
                            .getBeanDefinition());
        }
    }
}
