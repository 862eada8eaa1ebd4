// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.redis;

import io.switchgear.fleet.Scope;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The names of keys and channels: bounded in length, one for each scope, and all keys of a scope in one slot of a cluster. */
final class Keys {
    private static final String PREFIX = "sg1:{";
    /** A part of a name that a key can have as it is. All others have a digest, which begins with another character. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{0,64}");

    private Keys() {}

    /** The record, the instances that report, those that vote. */
    static String[] of(Scope scope) {
        String record = PREFIX + part(scope.fleet()) + '/' + part(scope.group()) + '/' + part(scope.breaker()) + '}';
        return new String[] {record, record + ":i", record + ":b"};
    }

    static String channel(String fleet, String group) {
        return PREFIX + part(fleet) + '/' + part(group) + "}:x";
    }

    private static String part(String name) {
        return PLAIN.matcher(name).matches() ? name : '#' + digest(name);
    }

    /** Of the characters, since bytes of UTF-8 do not tell halves of surrogate pairs apart. */
    private static String digest(String name) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(name.length() * Character.BYTES);
            bytes.asCharBuffer().put(name);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
