// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No test is left out without anybody noticing, or on purpose. */
class SilentTestsTest {
    private static final Pattern RUN_BY_SUREFIRE = Pattern.compile("Test.*|.*Test|.*Tests|.*TestCase");

    static List<Path> modules() {
        return Checkout.modules();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void shouldNameTestClassesSoThatTheyAreRun(Path module) {
        List<JavaClass> unseen = TestClasses.of(module).stream()
                .filter(type -> !TestClasses.isAbstract(type) && !type.isNestedClass())
                .filter(type -> !RUN_BY_SUREFIRE.matcher(type.getSimpleName()).matches())
                .toList();

        assertThat(unseen)
                .as("test classes not called Test*, *Test, *Tests or *TestCase: they are not run")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void shouldRunTheTestsOfNestedClasses(Path module) {
        List<JavaClass> unseen = TestClasses.of(module).stream()
                .filter(type -> !TestClasses.isAbstract(type) && type.isNestedClass())
                .filter(type -> !type.isAnnotatedWith(Nested.class)
                        || type.getModifiers().contains(JavaModifier.STATIC))
                .toList();

        assertThat(unseen)
                .as("nested test classes that are static or lack @Nested: they are not run")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void shouldExtendAbstractTestClasses(Path module) {
        List<JavaClass> unseen = TestClasses.of(module).stream()
                .filter(TestClasses::isAbstract)
                .filter(type -> type.getAllSubclasses().stream().allMatch(TestClasses::isAbstract))
                .filter(type -> !type.getPackageName().startsWith("io.switchgear.testkit"))
                .toList();

        assertThat(unseen)
                .as("abstract test classes that nothing extends: they are not run")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void shouldDisableNoTest(Path module) {
        if (Checkout.sources(module, "test").isEmpty()) {
            return;
        }
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.junit.jupiter.api.Disabled")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.junit.jupiter.api.condition")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("Assumptions")
                .because("a test that is not run proves nothing: mend it or delete it")
                .check(Compiled.testsOf(module));
    }
}
