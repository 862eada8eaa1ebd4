// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.peers.adapter.Library;
import io.switchgear.peers.scenario.Finding;
import io.switchgear.peers.scenario.Scenarios;
import io.switchgear.peers.scenario.Verdict;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole table, once: what every library says to every scenario. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeersTableTest {
    private static final List<Row> ROWS = Row.matching(Scenarios.all(), null);
    /** Nothing to ask of the peer (RJ27, FS8), or its option mends it (RJ21), or gone in this version (HY3). */
    private static final Set<String> NOT_SEEN_TO_BREAK = Set.of("RJ27", "FS8", "RJ21", "HY3");
    /** They break only when the machine keeps time well. */
    private static final Set<String> BOUND_TO_TIME = Set.of("HY1", "SE4", "FS1");

    private final PrintStream out = System.out;
    private Findings table = new Findings(List.of(), List.of(), List.of());

    @BeforeAll
    @Timeout(400)
    void askAll() throws InterruptedException {
        Quiet.please();
        table = Findings.of(ROWS, List.of(Library.values()));
    }

    @AfterAll
    void printTheTable() {
        System.setOut(out);
        out.println(new Report(table).text());
    }

    static Stream<Row> rows() {
        return ROWS.stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void oursHoldsOrHasNothingToAsk(Row row) {
        Finding finding = table.finding(row, Library.SWITCHGEAR);
        assertThat(finding.verdict())
                .as("%s: %s", row.scenario().promise(), finding.seen())
                .isIn(Verdict.HOLDS, Verdict.DOES_NOT_APPLY);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyScenarioComesToItsQuestion(Row row) {
        for (Library library : Library.values()) {
            Finding finding = table.finding(row, library);
            assertThat(finding.verdict())
                    .as("%s, %s: %s", row.scenario().promise(), library.title(), finding.seen())
                    .isNotEqualTo(Verdict.UNCLEAR);
            assertThat(finding.seen()).isNotBlank();
        }
    }

    /** Each known defect of a library that a row names, with that library. */
    static Stream<Arguments> knownDefects() {
        return ROWS.stream()
                .flatMap(row -> row.scenario().ids().stream())
                .distinct()
                .filter(id -> libraryOf(id) != Library.SWITCHGEAR)
                .filter(id -> !NOT_SEEN_TO_BREAK.contains(id) && !BOUND_TO_TIME.contains(id))
                .map(id -> Arguments.of(id, libraryOf(id)));
    }

    /** So that an adapter that does nothing is noticed. */
    @ParameterizedTest
    @MethodSource("knownDefects")
    void theKnownDefectsOfPeersAreSeen(String id, Library library) {
        assertThat(ROWS)
                .filteredOn(row -> row.scenario().ids().contains(id))
                .extracting(row -> table.finding(row, library).verdict())
                .as("what the scenarios that come from %s say of %s", id, library.title())
                .contains(Verdict.BREAKS);
    }

    /** So that one that rejects everything, or nothing, is noticed too. */
    @ParameterizedTest
    @MethodSource("ordinary")
    void whatIsAMatterOfCourseHoldsEverywhere(String promise) {
        Row row = Row.matching(Scenarios.all(), promise).get(0);
        for (Library library : Library.values()) {
            Finding finding = table.finding(row, library);
            assertThat(finding.verdict())
                    .as("%s: %s", library.title(), finding.seen())
                    .isEqualTo(Verdict.HOLDS);
        }
    }

    static Stream<String> ordinary() {
        return Stream.of(
                "opens when calls fail, and then",
                "stays closed below the minimum",
                "closes when its probe succeeds",
                "opens again when its probe fails",
                "lets out one probe, however many");
    }

    private static Library libraryOf(String id) {
        return switch (id.substring(0, 2)) {
            case "RJ" -> Library.RESILIENCE4J;
            case "FS" -> Library.FAILSAFE;
            case "SR" -> Library.SMALLRYE;
            case "SE" -> Library.SENTINEL;
            case "HY" -> Library.HYSTRIX;
            default -> Library.SWITCHGEAR; // of another platform
        };
    }
}
