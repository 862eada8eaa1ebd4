// SPDX-License-Identifier: Apache-2.0
package io.switchgear.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** All tests run twice, with the newest Reactor and with the oldest. */
class ReactorVersionTest {
    @Test
    void shouldRunWithTheReactorThatIsMeant() throws Exception {
        for (Class<?> type : new Class<?>[] {Mono.class, StepVerifier.class}) {
            File jar = new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (JarFile opened = new JarFile(jar)) {
                assertThat(opened.getManifest().getMainAttributes().getValue("Implementation-Version"))
                        .isEqualTo(System.getProperty("switchgear.reactor"));
            }
        }
    }
}
