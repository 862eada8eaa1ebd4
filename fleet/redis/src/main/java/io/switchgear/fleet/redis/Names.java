// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.redis;

import io.switchgear.fleet.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of any length and with any characters, as keys, channels and fields of a message. */
final class Names {
    static final String PREFIX = "sg1:";
    private static final int SHOWN = 40;
    private static final int DIGEST = 32;

    private Names() {}

    /**
     * The keys of a record: they can be read by a person, and no two records have the same.
     *
     * @return the record, its reports and its votes
     */
    static String[] keys(Scope scope) {
        String tag = PREFIX + '{' + unique(scope.fleet(), scope.group(), scope.breaker()) + '}';
        return new String[] {tag, tag + ":i", tag + ":b"};
    }

    static String channel(String fleet, String group) {
        return PREFIX + "changes:" + unique(fleet, group);
    }

    private static String unique(String... parts) {
        StringBuilder shown = new StringBuilder();
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
            shown.append(part.substring(0, Math.min(SHOWN, part.length())).replaceAll("[^A-Za-z0-9._-]", "_"))
                    .append('/');
        }
        return shown + HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** The text without the character that parts the fields of a message. */
    static String escaped(String text) {
        return text.replace("%", "%25").replace("|", "%7C");
    }

    static String plain(String escaped) {
        return escaped.replace("%7C", "|").replace("%25", "%");
    }
}
