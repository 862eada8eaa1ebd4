// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Core says exactly what it gives and needs: to the module system, and to Maven. */
class ModuleDescriptorTest {
    @Test
    void shouldExportExactlyThePackagesWithPublicTypes() throws IOException {
        Set<String> publicPackages = Compiled.mainOf(Checkout.CORE).stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC) && !type.isNestedClass())
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(Compiled.COUNTING))
                .collect(Collectors.toSet());

        assertThat(descriptor().exports())
                .as("exports of core")
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactlyInAnyOrderElementsOf(publicPackages);
    }

    @Test
    void shouldExportItsHelpersOnlyToItsOwnModules() throws IOException {
        assertThat(descriptor().exports())
                .filteredOn(ModuleDescriptor.Exports::isQualified)
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactly(Compiled.HELPERS);
        assertThat(descriptor().exports())
                .filteredOn(ModuleDescriptor.Exports::isQualified)
                .flatExtracting(ModuleDescriptor.Exports::targets)
                .allMatch(module -> module.startsWith("io.switchgear."));
    }

    @Test
    void shouldRequireNothingAtRunTimeButJavaBase() throws IOException {
        Map<String, Set<Modifier>> requires = new TreeMap<>();
        for (Requires required : descriptor().requires()) {
            requires.put(required.name(), required.modifiers());
        }
        assertThat(requires)
                .as("modules that core requires")
                .isEqualTo(Map.of("java.base", Set.of(Modifier.MANDATED), "org.jspecify", Set.of(Modifier.STATIC)));
    }

    @Test
    void shouldOpenAndProvideNothing() throws IOException {
        ModuleDescriptor descriptor = descriptor();

        assertThat(descriptor.isOpen() || !descriptor.opens().isEmpty())
                .as("core opens packages")
                .isFalse();
        assertThat(descriptor.provides()).as("services of core").isEmpty();
        assertThat(descriptor.uses()).as("services that core looks for").isEmpty();
    }

    @Test
    void shouldHaveNoRunTimeDependency() {
        List<Element> dependencies = new Pom(Checkout.CORE).dependencies().toList();

        assertThat(dependencies).as("dependencies of core").isNotEmpty();
        assertThat(dependencies)
                .filteredOn(dependency -> !isForBuildingOnly(dependency))
                .extracting(Node::getTextContent)
                .as("dependencies of core that its users would get")
                .isEmpty();
    }

    private static ModuleDescriptor descriptor() throws IOException {
        try (InputStream in = Files.newInputStream(Checkout.CORE.resolve("target/classes/module-info.class"))) {
            return ModuleDescriptor.read(in);
        }
    }

    private static boolean isForBuildingOnly(Element dependency) {
        return Pom.textOf(dependency, "scope")
                .filter(scope -> scope.equals("test") || scope.equals("provided"))
                .isPresent();
    }
}
