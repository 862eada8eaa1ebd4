// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.jdbc;

import io.switchgear.fleet.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of any length and with any characters, as a database takes them. */
final class Keys {
    private Keys() {}

    /** The key of a record: a digest of its three names. */
    static String of(Scope scope) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {scope.fleet(), scope.group(), scope.breaker()}) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** The text without the one character that databases do not take. */
    static String escaped(String text) {
        return text.replace("%", "%25").replace("\u0000", "%00");
    }

    static String plain(String escaped) {
        return escaped.replace("%00", "\u0000").replace("%25", "%");
    }
}
