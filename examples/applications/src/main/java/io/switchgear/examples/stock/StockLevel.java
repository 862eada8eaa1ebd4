package io.switchgear.examples.stock;

/**
 * What the service says of an item, in JSON. Immutable.
 *
 * @param item its name
 * @param quantity how many there are
 */
public record StockLevel(String item, int quantity) {}
