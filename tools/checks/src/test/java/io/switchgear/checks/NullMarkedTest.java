// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may be null is written down, and nothing else may. Kotlin says it by itself. */
class NullMarkedTest {
    @Test
    void shouldMarkEveryPublishedPackage() {
        List<Path> packages = Checkout.publishedModules().stream()
                .flatMap(module -> Checkout.sources(module, "main").stream())
                .filter(source -> source.toString().endsWith(".java") && !source.endsWith("module-info.java"))
                .map(Path::getParent)
                .distinct()
                .toList();

        assertThat(packages).as("published packages").isNotEmpty();
        assertThat(packages)
                .filteredOn(folder -> !isNullMarked(folder.resolve("package-info.java")))
                .as("packages without a package-info.java that says @NullMarked")
                .isEmpty();
    }

    private static boolean isNullMarked(Path packageInfo) {
        return Files.exists(packageInfo)
                && JavaText.codeOf(Checkout.read(packageInfo)).contains("@NullMarked");
    }
}
