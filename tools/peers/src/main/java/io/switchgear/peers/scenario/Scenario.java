// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

import io.switchgear.peers.adapter.DoesNotApply;
import io.switchgear.peers.adapter.Library;
import java.util.List;

/**
 * A question asked of every library. Immutable.
 *
 * @param promise the expected behaviour, in a few words
 * @param ids the defects of other breakers behind the question; empty if the behaviour should be a matter of course
 * @param rule the rule of the contract that answers it
 * @param script the steps that find the answer
 * @param last whether it runs after the others, which it would disturb
 */
public record Scenario(String promise, List<String> ids, String rule, Script script, boolean last) {
    /** The steps of a scenario with one library's breaker. */
    @FunctionalInterface
    public interface Script {
        Finding play(Bench bench) throws Exception;
    }

    static Scenario of(String promise, String rule, Script script, String... ids) {
        return new Scenario(promise, List.of(ids), rule, script, false);
    }

    Scenario asTheLast() {
        return new Scenario(promise, ids, rule, script, true);
    }

    /** Runs it for a library; a defect must be seen twice, so that a busy machine is not mistaken for one. */
    public Finding ask(Library library) {
        Finding first = once(library);
        if (first.verdict() == Verdict.HOLDS || first.verdict() == Verdict.DOES_NOT_APPLY) {
            return first;
        }
        Finding second = once(library);
        return second.verdict() == first.verdict() ? second : once(library);
    }

    private Finding once(Library library) {
        try (Bench bench = new Bench(library)) {
            return script.play(bench);
        } catch (DoesNotApply lack) {
            return new Finding(Verdict.DOES_NOT_APPLY, library.title() + " " + lack.getMessage());
        } catch (Exception | LinkageError unexpected) {
            return new Finding(Verdict.UNCLEAR, "the scenario did not come to its question: " + unexpected);
        }
    }
}
