// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Markdown file, told apart into fenced blocks and prose. */
final class Markdown {
    private static final Pattern FENCE = Pattern.compile("\\s*(`{3,}|~{3,})\\s*(\\w*).*");

    /** A fenced block: its language, the line number of its fence, the last line with text above it, and its content. */
    record Block(String language, int lineNumber, String lineAbove, List<String> content) {}

    private final List<Block> blocks = new ArrayList<>();
    private final List<String> prose = new ArrayList<>();

    Markdown(Path file) {
        List<String> lines = Checkout.lines(file);
        String lastText = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                prose.add(lines.get(i));
                lastText = lines.get(i).isBlank() ? lastText : lines.get(i).strip();
                continue;
            }
            int start = i + 1;
            do {
                i++;
            } while (i < lines.size() && !lines.get(i).strip().equals(fence.group(1)));
            if (i == lines.size()) {
                throw new AssertionError(Checkout.show(file) + ":" + start + ": this block has no end");
            }
            blocks.add(new Block(fence.group(2), start, lastText, lines.subList(start, i)));
            lastText = "";
        }
    }

    List<Block> blocks() {
        return blocks;
    }

    /** The lines outside fenced blocks. */
    List<String> prose() {
        return prose;
    }
}
