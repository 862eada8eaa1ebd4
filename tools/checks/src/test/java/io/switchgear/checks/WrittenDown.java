// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.util.diff.Delta;
import org.assertj.core.util.diff.DiffUtils;

/** A checked-in file whose content follows from the code: it is compared, or written when that is asked for. */
final class WrittenDown {
    private static final String WRITE = "switchgear.write";

    private WrittenDown() {}

    /** Fails when the file says something else, with the difference and the command that writes the file. */
    static void assertSays(Path file, List<String> lines, Class<?> check, String firstThink) {
        if (Boolean.getBoolean(WRITE)) {
            write(file, lines);
            return;
        }
        List<String> written = Files.exists(file) ? Checkout.lines(file) : List.of();
        if (!written.equals(lines)) {
            throw new AssertionError(Checkout.show(file) + " differs from the code (- in the file, + in the code):\n"
                    + difference(written, lines) + "\n" + firstThink
                    + " To write the file anew:\n    mvn verify -Dtest="
                    + check.getSimpleName() + " -D" + WRITE + "=true");
        }
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String difference(List<String> written, List<String> lines) {
        return DiffUtils.diff(written, lines).getDeltas().stream()
                .map(delta -> lines(delta, written))
                .collect(Collectors.joining("\n"));
    }

    private static String lines(Delta<String> delta, List<String> written) {
        int line = delta.getOriginal().getPosition();
        return Stream.of(
                        Stream.of("line " + (line + 1) + headingAbove(written, line)),
                        delta.getOriginal().getLines().stream().map(text -> "- " + text),
                        delta.getRevised().getLines().stream().map(text -> "+ " + text))
                .flatMap(texts -> texts)
                .collect(Collectors.joining("\n"));
    }

    /** The line that a run of indented lines belongs to. */
    private static String headingAbove(List<String> written, int line) {
        for (int i = Math.min(line, written.size()) - 1; i >= 0 && line < written.size(); i--) {
            if (written.get(line).startsWith(" ") && !written.get(i).startsWith(" ")) {
                return ", in " + written.get(i);
            }
        }
        return "";
    }
}
