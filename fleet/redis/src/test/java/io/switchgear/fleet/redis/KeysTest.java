// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.cluster.SlotHash;
import io.switchgear.fleet.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final int LONGEST = 220;

    @Test
    void shouldKeepPlainNamesReadable() {
        assertThat(Keys.of(new Scope("shop", "eu-1", "payments")))
                .containsExactly(
                        "sg1:{shop/eu-1/payments}", "sg1:{shop/eu-1/payments}:i", "sg1:{shop/eu-1/payments}:b");
        assertThat(Keys.channel("shop", "")).isEqualTo("sg1:{shop/}:x");
    }

    @Test
    void shouldHaveBoundedKeysInOneSlotAndNoTwoAlike() {
        List<Scope> scopes = List.of(
                new Scope("a", "b", "c"),
                new Scope("a/b", "", "c"),
                new Scope("a", "", "b/c"),
                new Scope("a", "b/c", ""),
                new Scope("a", "b", "c}"),
                new Scope("a", "b", "\uD800"),
                new Scope("a", "b", "\uD801"),
                new Scope("a", "b", "?"),
                new Scope("a", "b", "x".repeat(10_000)),
                new Scope("a", "b", "x".repeat(10_001)));
        Set<String> seen = new HashSet<>();
        for (Scope scope : scopes) {
            String[] keys = Keys.of(scope);
            for (String key : keys) {
                assertThat(seen.add(key)).as(key).isTrue();
                assertThat(key).hasSizeLessThan(LONGEST);
                assertThat(SlotHash.getSlot(key)).isEqualTo(SlotHash.getSlot(keys[0]));
            }
        }
    }
}
