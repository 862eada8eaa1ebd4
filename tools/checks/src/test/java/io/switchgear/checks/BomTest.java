// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The bill of materials lists what is published, in the version of the build, and nothing else. */
class BomTest {
    private final Pom bom = new Pom(Checkout.ROOT.resolve("bom"));

    @Test
    void shouldListExactlyThePublishedModules() {
        List<String> published = Checkout.publishedModules().stream()
                .map(module -> "io.switchgear:" + new Pom(module).artifactId() + ":${project.version}")
                .toList();

        assertThat(bom.managedDependencies()
                        .map(dependency -> dependency.getTextContent().strip().replaceAll("\\s+", ":")))
                .as("what bom/pom.xml lists; published are all modules with code that do not skip their deployment")
                .containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void shouldHaveTheVersionOfTheBuild() {
        assertThat(bom.version()).isPresent().isEqualTo(new Pom(Checkout.ROOT).version());
    }

    @Test
    void shouldHandOnNothingElse() {
        assertThat(bom.hasParent())
                .as("bom/pom.xml has a parent, whose versions it hands on")
                .isFalse();
        assertThat(bom.dependencies()).as("dependencies of the bom").isEmpty();
    }
}
