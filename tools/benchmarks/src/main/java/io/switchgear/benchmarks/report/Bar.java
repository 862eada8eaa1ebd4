// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.report;

import io.switchgear.benchmarks.run.Case;
import java.util.List;
import java.util.stream.Stream;

/**
 * A limit on the cost of a call, under its name in the contract. Immutable.
 *
 * @param name the name, such as P1
 * @param text the description
 * @param conditions the conditions, all of which must hold
 */
public record Bar(String name, String text, List<Condition> conditions) {

    public List<Verdict> check(Measured measured) {
        return conditions.stream().map(condition -> condition.check(measured)).toList();
    }

    public boolean isHeld(Measured measured) {
        return check(measured).stream().allMatch(Verdict::held);
    }

    public Stream<Case> cases() {
        return conditions.stream().flatMap(condition -> condition.cases().stream());
    }
}
