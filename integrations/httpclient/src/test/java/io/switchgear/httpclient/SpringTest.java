// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.SpringVersion;

/** Spring's clients in front of this one; runs with the newest Spring and with the oldest. */
@Tag("C13")
class SpringTest extends LibraryContract {
    @ParameterizedTest
    @EnumSource(names = {"SPRING_REST_CLIENT", "SPRING_WEB_CLIENT", "SPRING_WEB_CLIENT_AND_REACTOR"})
    void shouldNoticeAServerThatHangs(Library library) throws Exception {
        hang(library);
    }

    @ParameterizedTest
    @EnumSource(names = {"SPRING_REST_CLIENT", "SPRING_WEB_CLIENT_AND_REACTOR"})
    void shouldNoticeAServerWhoseBodiesStall(Library library) throws Exception {
        stall(library);
    }

    @ParameterizedTest
    @EnumSource(names = {"SPRING_REST_CLIENT", "SPRING_WEB_CLIENT", "SPRING_WEB_CLIENT_AND_REACTOR"})
    void shouldGoWellWithAServerThatIsWell(Library library) throws Exception {
        goWell(library);
    }

    @Test
    void shouldRunWithTheSpringThatIsMeant() {
        assertThat(SpringVersion.getVersion()).isEqualTo(System.getProperty("switchgear.spring"));
    }
}
