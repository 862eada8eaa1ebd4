// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.shop;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The orders in the database, whose data source has a breaker. */
@Repository
public class Orders {
    private final JdbcClient database;

    Orders(JdbcClient database) {
        this.database = database;
    }

    /** Places an order. */
    @Transactional
    public void place(Price price) {
        database.sql("insert into orders (product, amount) values (?, ?)")
                .params(price.product(), price.amount())
                .update();
    }

    /** {@return the number of orders} */
    public long count() {
        return database.sql("select count(*) from orders").query(Long.class).single();
    }
}
