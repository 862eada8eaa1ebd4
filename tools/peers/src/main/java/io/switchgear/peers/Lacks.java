// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers;

import io.switchgear.peers.adapter.Library;
import io.switchgear.peers.scenario.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The reasons why scenarios do not apply to a library: a sentence each, with the numbers of the scenarios. */
final class Lacks {
    private Lacks() {}

    static List<String> of(Findings findings) {
        List<String> sentences = new ArrayList<>();
        for (Library column : findings.columns()) {
            Map<String, List<Integer>> reasons = new LinkedHashMap<>();
            findings.rows().stream()
                    .filter(row -> findings.finding(row, column).verdict() == Verdict.DOES_NOT_APPLY)
                    .forEach(row -> reasons.computeIfAbsent(
                                    findings.finding(row, column).seen(), reason -> new ArrayList<>())
                            .add(row.number()));
            reasons.forEach((reason, numbers) -> sentences.add(
                    reason + " (" + numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")"));
        }
        return sentences;
    }
}
