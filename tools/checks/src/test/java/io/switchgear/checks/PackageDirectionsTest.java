// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values and rules know nothing of the machine that uses them. */
class PackageDirectionsTest {
    private static final Pattern IMPORT_OF_ROOT =
            Pattern.compile("import\\s+(static\\s+)?io\\.switchgear\\.([A-Z*]\\w*)");

    private static final Pattern PICTURE = Pattern.compile("(?m)^ ([\\w.]+) +─► ([\\w ]+\\w)$");

    private final JavaClasses core = Compiled.mainOf(Checkout.CORE);

    @ParameterizedTest
    @ValueSource(strings = {"support", "time", "outcome", "window", "trip", "recovery", "counting"})
    void shouldNotUseTheRootPackageInAPackageOfValuesAndRules(String name) {
        noClasses()
                .that()
                .resideInAPackage("io.switchgear." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.switchgear")
                .because("values and rules are to be read and tested without the breaker")
                .check(core);
    }

    /** A constant is copied by the compiler and an import may serve Javadoc only: class files show neither. */
    @ParameterizedTest
    @ValueSource(strings = {"support", "time", "outcome", "window", "trip", "recovery", "counting"})
    void shouldNotImportTheRootPackageInAPackageOfValuesAndRules(String name) {
        Path folder = Checkout.CORE.resolve("src/main/java/io/switchgear").resolve(name);
        List<Path> sources = Checkout.filesUnder(folder, path -> path.toString().endsWith(".java"));

        assertThat(sources).as("sources in %s", Checkout.show(folder)).isNotEmpty();
        assertThat(sources)
                .filteredOn(source -> IMPORT_OF_ROOT
                        .matcher(JavaText.codeOf(Checkout.read(source)))
                        .find())
                .as("files that import the root package")
                .isEmpty();
    }

    @Test
    void shouldHaveNoCycleBetweenThePackagesOfCore() {
        slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(core);
    }

    /** A package stands above all that it uses, and its line names just these. */
    @Test
    void shouldDependAsThePictureInTheReadmeShows() {
        Map<String, Set<String>> drawn = new LinkedHashMap<>();
        PICTURE.matcher(Checkout.read(Checkout.CORE.resolve("README.md")))
                .results()
                .forEach(line -> drawn.put(
                        line.group(1), new TreeSet<>(List.of(line.group(2).split(" ")))));
        Map<String, Set<String>> used = new TreeMap<>();
        for (JavaClass type : core) {
            Set<String> packages = used.computeIfAbsent(shortName(type), name -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .filter(target -> target.getPackageName().startsWith("io.switchgear"))
                    .map(PackageDirectionsTest::shortName)
                    .filter(target -> !target.equals(shortName(type)))
                    .forEach(packages::add);
        }
        used.values().removeIf(Set::isEmpty);

        assertThat(drawn).as("the picture in core/README.md").containsExactlyInAnyOrderEntriesOf(used);
        List<String> downwards = List.copyOf(drawn.keySet());
        assertThat(downwards)
                .as("packages, each above those that it uses")
                .allSatisfy(name -> assertThat(downwards.subList(0, downwards.indexOf(name)))
                        .doesNotContainAnyElementsOf(drawn.get(name)));
    }

    private static String shortName(JavaClass type) {
        return type.getPackageName().replaceFirst("^io\\.switchgear\\.", "");
    }

    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return javaClass.getPackageName().startsWith("io.switchgear")
                    ? SliceIdentifier.of(javaClass.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of core";
        }
    }
}
