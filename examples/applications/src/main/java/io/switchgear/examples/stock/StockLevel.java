// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.stock;

/**
 * The stock of an item, as the service returns it in JSON. Immutable.
 *
 * @param item its name
 * @param quantity how many there are
 */
public record StockLevel(String item, int quantity) {}
