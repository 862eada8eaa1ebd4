// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the checkout that the checks look at. */
final class Checkout {
    static final Path ROOT = findRoot();
    static final Path CORE = ROOT.resolve("core");

    private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");

    private static final Path TOOLS = ROOT.resolve("tools");
    private static final String UNPUBLISHED = "<switchgear.unpublished>true</switchgear.unpublished>";

    private Checkout() {}

    /** The folders of all modules that the parent pom names, but for those without code. */
    static List<Path> modules() {
        return modulesUnder(ROOT)
                .filter(module -> !read(module.resolve("pom.xml")).contains("<packaging>pom</packaging>"))
                .toList();
    }

    private static Stream<Path> modulesUnder(Path folder) {
        return MODULE.matcher(read(folder.resolve("pom.xml")))
                .results()
                .map((MatchResult module) -> folder.resolve(module.group(1)))
                .flatMap(module -> Stream.concat(Stream.of(module), modulesUnder(module)));
    }

    /** Those of them whose jar users get: all that do not say otherwise. */
    static List<Path> publishedModules() {
        return modules().stream()
                .filter(module -> !module.startsWith(TOOLS))
                .filter(module -> !read(module.resolve("pom.xml")).contains(UNPUBLISHED))
                .toList();
    }

    /** The sources of a module, Java's and Kotlin's, of "main" and of "test". */
    static List<Path> sources(Path module) {
        return filesUnder(module.resolve("src"), Checkout::isSource);
    }

    /** The sources of a module's "main" or "test". */
    static List<Path> sources(Path module, String sourceSet) {
        return filesUnder(module.resolve("src").resolve(sourceSet), Checkout::isSource);
    }

    private static boolean isSource(Path file) {
        return file.toString().endsWith(".java") || file.toString().endsWith(".kt");
    }

    /** All Markdown files, but for those in build results and hidden folders. */
    static List<Path> markdownFiles() {
        return filesUnder(ROOT, path -> path.toString().endsWith(".md")).stream()
                .filter(path -> !show(path).matches("(.*/)?(target|node_modules|\\.[^/]+)/.*"))
                .toList();
    }

    static List<Path> filesUnder(Path folder, Predicate<Path> wanted) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Path file) {
        return read(file).lines().toList();
    }

    /** The path as a person would write it in the checkout. */
    static String show(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    private static Path findRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException(
                        "no folder with .mvn above " + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }
}
