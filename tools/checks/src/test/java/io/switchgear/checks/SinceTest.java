// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Users of an older version see which types they do not have yet. */
class SinceTest {
    /** Only top-level types stand at the beginning of a line. */
    private static final Pattern PUBLIC_TYPE = Pattern.compile("(?m)^public ");

    private static final Pattern SINCE = Pattern.compile("(?m)^ \\* @since \\d+\\.\\d+");

    @Test
    void shouldSayOfEveryPublicTypeSinceWhenItIsThere() {
        List<Path> types = Checkout.publishedModules().stream()
                .flatMap(module -> Checkout.sources(module, "main").stream())
                .filter(source -> Compiled.NO_API.stream()
                        .noneMatch(name -> source.getParent().endsWith(name.replace('.', '/'))))
                .filter(source -> PUBLIC_TYPE.matcher(Checkout.read(source)).find())
                .toList();

        assertThat(types).as("public types of published modules").hasSizeGreaterThan(60);
        assertThat(types)
                .filteredOn(type -> !SINCE.matcher(Checkout.read(type)).find())
                .as("public types without @since")
                .isEmpty();
    }
}
