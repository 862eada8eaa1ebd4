// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The class files of this build, each set read once. */
final class Compiled {
    /** Core's package that only our own modules may use; no part of what users compile against. */
    static final String HELPERS = "io.switchgear.support";
    /** Core's package for its engine alone, which no other module can use. */
    static final String COUNTING = "io.switchgear.counting";
    /** Packages with public types that are no API. */
    static final List<String> NO_API = List.of(HELPERS, COUNTING);

    private static final Map<List<Path>, JavaClasses> READ = new ConcurrentHashMap<>();

    private Compiled() {}

    /** What a module compiled from src/main/java. */
    static JavaClasses mainOf(Path module) {
        return mainOf(List.of(module));
    }

    /** What all given modules compiled from src/main/java. */
    static JavaClasses mainOf(List<Path> modules) {
        return classesIn(
                modules.stream().map(module -> module.resolve("target/classes")).toList());
    }

    /** What a module compiled from src/test/java. */
    static JavaClasses testsOf(Path module) {
        return classesIn(List.of(module.resolve("target/test-classes")));
    }

    private static JavaClasses classesIn(List<Path> folders) {
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new AssertionError(Checkout.show(folder) + " is missing: run \"mvn verify\" for the whole build");
            }
        }
        return READ.computeIfAbsent(folders, new ClassFileImporter()::importPaths);
    }
}
