// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import java.io.FilterInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.function.Consumer;

/** Streams of values, such as those of a LOB, that report read failures. As thread-safe as the driver's. */
final class LobStreams {
    private LobStreams() {}

    /** Whether a method returns just a stream, which another stream can replace. */
    static boolean isStream(Class<?> type) {
        return type == InputStream.class || type == Reader.class;
    }

    static Object of(Object stream, Consumer<Throwable> broken) {
        return stream instanceof InputStream bytes ? new Bytes(bytes, broken) : new Chars((Reader) stream, broken);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    /**
     * Reads from a stream. Drivers also throw a plain exception, without a cause, for a stream that is read too late: that
     * says nothing.
     */
    private static <T> T read(Reading<T> reading, Consumer<Throwable> broken) throws IOException {
        try {
            return reading.read();
        } catch (IOException thrown) {
            if (thrown.getClass() != IOException.class || thrown.getCause() != null) {
                broken.accept(thrown);
            }
            throw thrown;
        }
    }

    private static final class Bytes extends FilterInputStream {
        private final Consumer<Throwable> broken;

        Bytes(InputStream real, Consumer<Throwable> broken) {
            super(real);
            this.broken = broken;
        }

        @Override
        public int read() throws IOException {
            return LobStreams.read(in::read, broken);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return LobStreams.read(() -> in.read(bytes, from, length), broken);
        }

        @Override
        public long skip(long count) throws IOException {
            return LobStreams.read(() -> in.skip(count), broken);
        }
    }

    private static final class Chars extends FilterReader {
        private final Consumer<Throwable> broken;

        Chars(Reader real, Consumer<Throwable> broken) {
            super(real);
            this.broken = broken;
        }

        @Override
        public int read() throws IOException {
            return LobStreams.read(in::read, broken);
        }

        @Override
        public int read(char[] chars, int from, int length) throws IOException {
            return LobStreams.read(() -> in.read(chars, from, length), broken);
        }

        @Override
        public long skip(long count) throws IOException {
            return LobStreams.read(() -> in.skip(count), broken);
        }
    }
}
