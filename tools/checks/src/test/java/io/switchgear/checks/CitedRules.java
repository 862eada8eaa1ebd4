// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import io.switchgear.testkit.WayIn;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Tags;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which test classes cite which rule of the contract, by {@code @Tag("C12")} on the class or on a test. */
final class CitedRules {
    /** By rule, the test classes that cite it; true when one of its tests that do runs through every way in. */
    private final Map<String, Map<String, Boolean>> classes = new TreeMap<>();

    CitedRules(List<Path> modules) {
        modules.stream()
                .flatMap(module -> TestClasses.of(module).stream())
                .filter(type -> !TestClasses.isAbstract(type))
                .forEach(this::read);
    }

    Set<String> rules() {
        return classes.keySet();
    }

    /** The test classes that cite a rule and run through every way in, or those that do not; sorted. */
    Set<String> classesFor(String rule, boolean throughEveryWay) {
        Set<String> found = new TreeSet<>(classes.getOrDefault(rule, Map.of()).keySet());
        found.removeIf(name -> classes.get(rule).get(name) != throughEveryWay);
        return found;
    }

    private void read(JavaClass type) {
        Set<String> ofAll = new HashSet<>();
        Stream.iterate(
                        Optional.of(type),
                        Optional::isPresent,
                        each -> each.get().getEnclosingClass())
                .map(Optional::get)
                .flatMap(each -> Stream.concat(Stream.of(each), each.getAllRawSuperclasses().stream()))
                .forEach(each -> ofAll.addAll(rulesOn(each)));
        for (JavaMethod test : TestClasses.testsOf(type)) {
            Set<String> rules = new HashSet<>(ofAll);
            rules.addAll(rulesOn(test));
            for (String rule : rules) {
                classes.computeIfAbsent(rule, each -> new TreeMap<>())
                        .merge(outermost(type).getSimpleName(), runsThroughEveryWay(test), Boolean::logicalOr);
            }
        }
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(CitedRules::outermost).orElse(type);
    }

    private static Set<String> rulesOn(CanBeAnnotated element) {
        Set<String> rules = new HashSet<>();
        if (element instanceof JavaClass type) {
            type.tryGetAnnotationOfType(Tag.class).ifPresent(tag -> rules.add(tag.value()));
            type.tryGetAnnotationOfType(Tags.class).ifPresent(tags -> add(tags, rules));
        } else if (element instanceof JavaMethod method) {
            method.tryGetAnnotationOfType(Tag.class).ifPresent(tag -> rules.add(tag.value()));
            method.tryGetAnnotationOfType(Tags.class).ifPresent(tags -> add(tags, rules));
        }
        rules.removeIf(rule -> !rule.matches("[Cc]\\d+"));
        return rules;
    }

    private static void add(Tags tags, Set<String> rules) {
        Arrays.stream(tags.value()).map(Tag::value).forEach(rules::add);
    }

    /** A parameterized test whose source gives all ways in: the enum without a selection, or a method that asks for all. */
    private static boolean runsThroughEveryWay(JavaMethod test) {
        if (!test.isAnnotatedWith(ParameterizedTest.class)
                || test.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(WayIn.class))) {
            return false;
        }
        boolean allOfTheEnum = test.getRawParameterTypes().get(0).isEquivalentTo(WayIn.class)
                && test.tryGetAnnotationOfType(EnumSource.class)
                        .filter(source -> source.names().length == 0)
                        .isPresent();
        return allOfTheEnum
                || test.tryGetAnnotationOfType(MethodSource.class)
                        .filter(source -> source.value().length > 0
                                && Arrays.stream(source.value()).allMatch(name -> givesAllWays(test, name)))
                        .isPresent();
    }

    /** The name of a method of the test's class, or of another class before a hash. */
    private static boolean givesAllWays(JavaMethod test, String source) {
        String[] parts = source.split("#", 2);
        String owner = parts.length == 2 ? parts[0] : test.getOwner().getName();
        String name = parts[parts.length - 1];
        return Stream.concat(
                        Stream.of(test.getOwner()),
                        test.getOwner().getDirectDependenciesFromSelf().stream()
                                .map(dependency -> dependency.getTargetClass()))
                .filter(type -> type.getName().equals(owner))
                .flatMap(type -> type.getMethods().stream())
                .anyMatch(method -> method.getName().equals(name) && asksForAllWays(method, new HashSet<>()));
    }

    private static boolean asksForAllWays(JavaCodeUnit code, Set<JavaCodeUnit> seen) {
        return seen.add(code)
                && code.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> isForAllWays(call)
                                || call.getTarget()
                                        .resolveMember()
                                        .filter(called -> asksForAllWays(called, seen))
                                        .isPresent());
    }

    private static boolean isForAllWays(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(WayIn.class)
                && call.getTarget().getName().equals("values");
    }
}
