// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers;

import io.switchgear.peers.adapter.Library;
import io.switchgear.peers.scenario.Finding;

/**
 * A cell of the table. Immutable.
 *
 * @param row the number of the row, from 1 on
 * @param library the library of its column
 * @param finding the finding
 */
record Cell(int row, Library library, Finding finding) {}
