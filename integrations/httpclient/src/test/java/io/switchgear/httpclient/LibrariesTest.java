// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Other libraries, and a program of one's own, in front of this client. */
@Tag("C13")
class LibrariesTest extends LibraryContract {
    @ParameterizedTest
    @EnumSource(names = {"REACTOR", "METHANOL", "WATCHDOG"})
    void shouldNoticeAServerThatHangs(Library library) throws Exception {
        hang(library);
    }

    @ParameterizedTest
    @EnumSource(names = {"REACTOR", "METHANOL_READING", "WATCHDOG"})
    void shouldNoticeAServerWhoseBodiesStall(Library library) throws Exception {
        stall(library);
    }

    @ParameterizedTest
    @EnumSource(names = {"REACTOR", "METHANOL", "METHANOL_READING", "WATCHDOG"})
    void shouldGoWellWithAServerThatIsWell(Library library) throws Exception {
        goWell(library);
    }
}
