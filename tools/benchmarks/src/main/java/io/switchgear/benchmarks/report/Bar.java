package io.switchgear.benchmarks.report;

import io.switchgear.benchmarks.run.Case;
import java.util.List;
import java.util.stream.Stream;

/**
 * A limit to what a call may cost, under the name that the contract gives it. Immutable.
 *
 * @param name P1 and so on
 * @param text what it says
 * @param conditions all of which must hold
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
