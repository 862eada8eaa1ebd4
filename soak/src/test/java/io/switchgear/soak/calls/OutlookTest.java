package io.switchgear.soak.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.outcome.Outcome;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a failed call may count as, by how its context stood before its settlement and after. */
class OutlookTest {
    @ParameterizedTest
    @CsvSource({
        "FAILURE, false, false, false, false, FAILURE",
        "IGNORED, false, false, false, false, IGNORED",
        "SUCCESS, false, false, false, true,  SUCCESS",
        "FAILURE, true,  false, true,  false, IGNORED",
        "FAILURE, false, false, true,  false, FAILURE+IGNORED",
        "SUCCESS, false, false, true,  false, SUCCESS+IGNORED",
        "IGNORED, false, true,  false, true,  FAILURE",
        "IGNORED, false, false, false, true,  FAILURE+IGNORED",
        "IGNORED, false, true,  true,  true,  FAILURE+IGNORED",
    })
    void shouldSayWhatACallMayCountAs(
            Outcome plain,
            boolean cancelled,
            boolean past,
            boolean cancelledLater,
            boolean pastLater,
            String expected) {
        Set<Outcome> outcomes = new Outlook(cancelled, past).outcomes(plain, new Outlook(cancelledLater, pastLater));

        assertThat(outcomes)
                .isEqualTo(Arrays.stream(expected.split("\\+"))
                        .map(Outcome::valueOf)
                        .collect(Collectors.toSet()));
    }
}
