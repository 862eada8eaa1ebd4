package io.switchgear.peers;

import io.switchgear.peers.adapter.Library;
import io.switchgear.peers.scenario.Finding;

/**
 * One cell of the table. Immutable.
 *
 * @param row of the table, from 1 on
 * @param library its column
 * @param finding what was found
 */
record Cell(int row, Library library, Finding finding) {}
