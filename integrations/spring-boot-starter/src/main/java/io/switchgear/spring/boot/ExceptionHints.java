// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import io.switchgear.config.CircuitBreakerSettings;
import io.switchgear.config.Setting;
import io.switchgear.config.SettingsText;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.TypeReference;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** Lets a native image find the exceptions that settings name when it is built. Others must be named to it by hand. */
final class ExceptionHints implements BeanFactoryInitializationAotProcessor {
    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beanFactory) {
        if (!(beanFactory.getBean(Environment.class) instanceof ConfigurableEnvironment environment)) {
            return null;
        }
        CircuitBreakerSettings settings = CircuitBreakerSettings.read(EnvironmentSettings.of(environment));
        Set<String> names = new TreeSet<>(settings.breakers());
        names.add("any other, for the defaults");
        return (generation, code) -> names.forEach(name -> {
            Map<String, String> text = SettingsText.of(settings.config(name));
            for (Setting list : new Setting[] {Setting.IGNORE, Setting.FAIL_ON}) {
                for (String type : text.getOrDefault(list.key(), "off").split(",", -1)) {
                    if (!type.equals("off")) {
                        generation.getRuntimeHints().reflection().registerType(TypeReference.of(type));
                    }
                }
            }
        });
    }
}
