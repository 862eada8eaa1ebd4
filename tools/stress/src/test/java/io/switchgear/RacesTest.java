// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/** Has jcstress run all races, each in JVMs of its own; the report is in target/jcstress. */
class RacesTest {
    @Test
    void shouldHaveAcceptableOutcomesOnly() throws Exception {
        Options options = new Options(
                Stream.concat(Stream.of("-r", "jcstress"), Stress.chosen().raceArguments())
                        .toArray(String[]::new));
        assertThat(options.parse()).as("jcstress understands its arguments").isTrue();
        JCStress jcstress = new JCStress(options);

        jcstress.run(); // throws an AssertionError that lists the races with a forbidden or unknown outcome

        assertThat(racesIn(options.getResultFile()))
                .as("races that ran")
                .isNotEmpty()
                .isEqualTo(jcstress.getTests());
    }

    /** Without races, or where they cannot run, jcstress only prints a line. */
    private static Set<String> racesIn(String resultFile) throws Exception {
        InProcessCollector results = new InProcessCollector();
        new DiskReadCollector(resultFile, results).dump();
        return results.getTestResults().stream().map(TestResult::getName).collect(Collectors.toSet());
    }
}
