// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.benchmarks.report.Bar;
import io.switchgear.benchmarks.report.Bars;
import io.switchgear.benchmarks.report.Gate;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Everything that a run would measure is there to be measured. */
class SectionsTest {
    private static final Set<String> BENCHMARKS = BenchmarkList.defaultList()
            .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
            .stream()
            .map(BenchmarkListEntry::getUserClassQName)
            .collect(Collectors.toSet());

    static Stream<Case> cases() {
        Stream<Case> table = Sections.sections(true).stream().flatMap(section -> section.cases(true).stream());
        Stream<Case> bars =
                Stream.concat(Bars.bars().stream(), Gate.bounds().stream()).flatMap(Bar::cases);
        return Stream.concat(table, bars).distinct();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldNameAnExistingBenchmarkAndAContenderThatItKnows(Case each) throws Exception {
        assertThat(BENCHMARKS).contains(each.path().getName());
        Param contenders = each.path().getField("contender").getAnnotation(Param.class);
        assertThat(contenders.value())
                .as("contenders of %s", each.path())
                .matches(values -> values[0].equals(Param.BLANK_ARGS)
                        || List.of(values).contains(each.contender().name()));
        for (String setting : each.settings().keySet()) {
            assertThat(each.path().getField(setting).isAnnotationPresent(Param.class))
                    .isTrue();
        }
    }

    @Test
    void shouldMeasureEveryBenchmark() {
        Set<String> measured = cases().map(each -> each.path().getName()).collect(Collectors.toSet());
        assertThat(measured).containsExactlyInAnyOrderElementsOf(BENCHMARKS);
    }

    @Test
    void shouldAskOneQuestionInEachClass() {
        assertThat(cases().map(Case::path).distinct())
                .allSatisfy(path -> assertThat(
                                Arrays.stream(path.getDeclaredMethods()).filter(SectionsTest::isBenchmark))
                        .hasSize(1));
    }

    @Test
    void shouldMeasureNoFewerWhenThereIsTime() {
        List<Case> quick = Sections.sections(false).stream()
                .flatMap(section -> section.cases(false).stream())
                .toList();
        List<Case> all = Sections.sections(true).stream()
                .flatMap(section -> section.cases(true).stream())
                .toList();
        assertThat(all).containsAll(quick).hasSizeGreaterThan(quick.size());
    }

    private static boolean isBenchmark(Method method) {
        return method.isAnnotationPresent(org.openjdk.jmh.annotations.Benchmark.class);
    }
}
