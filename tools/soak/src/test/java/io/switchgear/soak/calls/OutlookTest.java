// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.soak.checks.Fate;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a failed call may count as, by the signs of its being given up before its settlement and after. */
class OutlookTest {
    @ParameterizedTest
    @CsvSource({
        "FAILURE, false, false, false, false, FAILURE",
        "IGNORED, false, false, false, false, IGNORED",
        "SUCCESS, false, false, false, false, SUCCESS",
        "FAILURE, true,  false, true,  false, GIVEN_UP",
        "FAILURE, false, false, true,  false, FAILURE+GIVEN_UP",
        "SUCCESS, false, false, true,  false, SUCCESS+GIVEN_UP",
        "IGNORED, false, false, true,  false, IGNORED+GIVEN_UP",
        "FAILURE, false, true,  false, true,  GIVEN_UP",
        "FAILURE, false, false, false, true,  FAILURE+GIVEN_UP",
    })
    void shouldSayWhatACallMayCountAs(
            Fate plain,
            boolean cancelled,
            boolean interrupted,
            boolean cancelledLater,
            boolean interruptedLater,
            String expected) {
        Set<Fate> fates =
                new Outlook(cancelled, interrupted).fates(plain, new Outlook(cancelledLater, interruptedLater));

        assertThat(fates)
                .isEqualTo(
                        Arrays.stream(expected.split("\\+")).map(Fate::valueOf).collect(Collectors.toSet()));
    }

    @Test
    void shouldTakeAnErrorOrATimeoutForAFailureAlsoWhereTheThreadIsInterrupted() {
        Outlook interrupted = new Outlook(false, true);

        assertThat(interrupted.of(new AssertionError())).isEqualTo(Outlook.NONE);
        assertThat(interrupted.of(new SocketTimeoutException())).isEqualTo(Outlook.NONE);
        assertThat(interrupted.of(new IOException())).isEqualTo(interrupted);
    }
}
