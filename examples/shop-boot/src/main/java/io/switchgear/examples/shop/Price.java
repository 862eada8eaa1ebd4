// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.shop;

/**
 * A price of a product.
 *
 * @param product the product
 * @param amount the amount, as the price service writes it
 * @param current whether the price service was asked just now; else it is the last known price
 */
public record Price(String product, String amount, boolean current) {
    Price outdated() {
        return new Price(product, amount, false);
    }
}
