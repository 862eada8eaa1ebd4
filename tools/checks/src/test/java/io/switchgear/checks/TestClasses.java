// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.nio.file.Path;
import java.util.List;
import org.junit.platform.commons.annotation.Testable;

/** The classes of a module's tests that have test methods, inherited ones too. */
final class TestClasses {
    private TestClasses() {}

    static List<JavaClass> of(Path module) {
        if (Checkout.sources(module, "test").isEmpty()) {
            return List.of();
        }
        return Compiled.testsOf(module).stream()
                .filter(type -> !testsOf(type).isEmpty())
                .toList();
    }

    /** Its test methods, inherited ones too. */
    static List<JavaMethod> testsOf(JavaClass type) {
        return type.getAllMethods().stream().filter(TestClasses::isTest).toList();
    }

    static boolean isAbstract(JavaClass type) {
        return type.isInterface() || type.getModifiers().contains(JavaModifier.ABSTRACT);
    }

    private static boolean isTest(JavaMethod method) {
        return method.isMetaAnnotatedWith(Testable.class);
    }
}
