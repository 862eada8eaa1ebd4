// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import io.switchgear.spring.CircuitBreaker;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/** Lets a native image call the fallbacks of guarded methods, which are found by their names. */
final class FallbackHints implements BeanRegistrationAotProcessor {
    @Override
    public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
        Class<?> type = bean.getBeanClass();
        Set<String> fallbacks = Stream.concat(
                        Stream.of(type),
                        MethodIntrospector.selectMethods(type, (ReflectionUtils.MethodFilter) method -> true).stream())
                .map(element -> AnnotatedElementUtils.findMergedAnnotation(element, CircuitBreaker.class))
                .flatMap(annotation -> annotation == null ? Stream.empty() : Stream.of(annotation.fallbackMethod()))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        if (fallbacks.isEmpty()) {
            return null;
        }
        return (generation, code) -> ReflectionUtils.doWithMethods(
                type,
                method -> generation.getRuntimeHints().reflection().registerMethod(method, ExecutableMode.INVOKE),
                method -> fallbacks.contains(method.getName()));
    }
}
