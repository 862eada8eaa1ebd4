// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers;

import io.switchgear.peers.adapter.Library;
import io.switchgear.peers.scenario.Finding;
import io.switchgear.peers.scenario.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The findings of the scenarios for each library. Immutable.
 *
 * @param rows the scenarios
 * @param columns the libraries
 * @param cells all of them, row by row
 */
record Findings(List<Row> rows, List<Library> columns, List<Cell> cells) {
    /** Most of the time is spent waiting, but a few threads that work at once are enough for two cores. */
    private static final int AT_ONCE = 8;

    static Findings of(List<Row> rows, List<Library> columns) throws InterruptedException {
        List<Row> early = rows.stream().filter(row -> !row.scenario().last()).toList();
        List<Row> late = rows.stream().filter(row -> row.scenario().last()).toList();
        List<Cell> cells = new ArrayList<>(play(early, columns));
        cells.addAll(play(late, columns));
        return new Findings(rows, columns, List.copyOf(cells));
    }

    private static List<Cell> play(List<Row> rows, List<Library> columns) throws InterruptedException {
        List<Callable<Cell>> all = new ArrayList<>();
        for (Row row : rows) {
            for (Library column : columns) {
                all.add(() -> new Cell(row.number(), column, row.scenario().ask(column)));
            }
        }
        ExecutorService players = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Cell> cells = new ArrayList<>();
            for (Future<Cell> cell : players.invokeAll(all)) {
                cells.add(cell.get());
            }
            return cells;
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        } finally {
            players.shutdownNow();
        }
    }

    List<Row> rowsWith(Verdict verdict) {
        return rows.stream()
                .filter(row ->
                        columns.stream().anyMatch(column -> finding(row, column).verdict() == verdict))
                .toList();
    }

    Finding finding(Row row, Library column) {
        return cells.stream()
                .filter(cell -> cell.row() == row.number() && cell.library() == column)
                .findFirst()
                .orElseThrow()
                .finding();
    }

    /** Whether nothing speaks against ours. */
    boolean oursHolds() {
        return cells.stream()
                .filter(cell -> cell.library() == Library.SWITCHGEAR)
                .map(cell -> cell.finding().verdict())
                .noneMatch(verdict -> verdict == Verdict.BREAKS || verdict == Verdict.UNCLEAR);
    }
}
