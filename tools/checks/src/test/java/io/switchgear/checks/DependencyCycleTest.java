// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Types that all need each other must be understood all at once. How many those are in core may fall, and then the limit below is
 * lowered with it; it may not rise.
 */
class DependencyCycleTest {
    private static final int LARGEST = 15;

    @Test
    void shouldHaveNoLargerCycleOfTypesInCoreThanToday() {
        Map<String, Set<String>> uses = new HashMap<>();
        for (JavaClass type : Compiled.mainOf(Checkout.CORE)) {
            uses.computeIfAbsent(topLevel(type), name -> new HashSet<>())
                    .addAll(type.getDirectDependenciesFromSelf().stream()
                            .map(Dependency::getTargetClass)
                            .filter(target -> target.getPackageName().startsWith("io.switchgear"))
                            .map(DependencyCycleTest::topLevel)
                            .collect(Collectors.toSet()));
        }
        Map<String, Set<String>> usedBy = new HashMap<>();
        uses.forEach((user, used) -> used.forEach(
                each -> usedBy.computeIfAbsent(each, name -> new HashSet<>()).add(user)));

        Set<String> largest = uses.keySet().stream()
                .map(type -> common(reachable(type, uses), reachable(type, usedBy)))
                .max(Comparator.comparing(Set::size))
                .orElseThrow();

        assertThat(largest).as("the largest cycle of types in core").hasSizeLessThanOrEqualTo(LARGEST);
    }

    private static String topLevel(JavaClass type) {
        return List.of(type.getFullName().split("\\$")).get(0);
    }

    private static Set<String> reachable(String from, Map<String, Set<String>> edges) {
        Set<String> seen = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(from));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (seen.add(next)) {
                open.addAll(edges.getOrDefault(next, Set.of()));
            }
        }
        return seen;
    }

    private static Set<String> common(Set<String> some, Set<String> others) {
        return some.stream().filter(others::contains).collect(Collectors.toCollection(TreeSet::new));
    }
}
