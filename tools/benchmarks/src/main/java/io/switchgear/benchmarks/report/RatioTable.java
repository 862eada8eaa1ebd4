// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.report;

import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.memory.Footprint;
import io.switchgear.benchmarks.run.Case;
import io.switchgear.benchmarks.run.Cost;
import io.switchgear.benchmarks.run.Results;
import io.switchgear.benchmarks.run.Section;
import io.switchgear.benchmarks.run.Spread;
import io.switchgear.toolkit.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Creates the only table: the cost of each contender, as a ratio to its floor and to Resilience4j, and in bytes. Stateless. */
final class RatioTable {
    private static final String NOTHING = "";
    private static final Contender PEER = Contender.R4J;
    private static final Map<Footprint, Footprint> MEMORY_PEERS = Map.of(
            Footprint.SWITCHGEAR_IDLE, Footprint.R4J_IDLE,
            Footprint.SWITCHGEAR_BUSY, Footprint.R4J_BUSY,
            Footprint.SWITCHGEAR_COUNT_BUSY, Footprint.R4J_BUSY,
            Footprint.SWITCHGEAR_KEYED, Footprint.R4J_KEYED);

    private RatioTable() {}

    static Table of(Measured measured, List<Section> sections) {
        Table table = new Table(2, List.of("path", "who", "x floor", "(least to most)", "x Resilience4j", "B"));
        Results results = measured.results();
        for (Section section : sections) {
            section.contenders(true).stream()
                    .filter(contender -> results.has(section.like().by(contender)))
                    .forEach(contender -> add(table, results, section, contender));
        }
        measured.memory().forEach((footprint, bytes) -> add(table, measured.memory(), footprint, bytes));
        return table;
    }

    private static void add(Table table, Results results, Section section, Contender contender) {
        Case one = section.like().by(contender);
        Cost cost = Cost.of(one);
        Spread toFloor = results.ratio(one, section.like().by(section.floorOf(contender)), cost);
        Case peer = section.like().by(PEER);
        table.add(List.of(
                section.title(),
                contender.label(),
                ratio(toFloor.median()),
                ratio(toFloor.least()) + " to " + ratio(toFloor.most()),
                results.has(peer) ? ratio(results.ratio(one, peer, cost).median()) : NOTHING,
                bytes(Math.round(results.bytes(one).least()))));
    }

    private static void add(Table table, Map<Footprint, Long> memory, Footprint footprint, long bytes) {
        Footprint peer = MEMORY_PEERS.get(footprint);
        Long peerBytes = peer == null ? null : memory.get(peer);
        table.add(List.of(
                "memory",
                footprint.label(),
                NOTHING,
                NOTHING,
                peerBytes == null ? NOTHING : ratio((double) bytes / peerBytes),
                bytes(bytes)));
    }

    /** A ratio with two significant digits. */
    static String ratio(double ratio) {
        return String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%.0f", ratio);
    }

    private static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%,d", bytes);
    }
}
