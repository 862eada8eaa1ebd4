package io.switchgear.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values and rules know nothing of the machine that uses them. */
class PackageDirectionsTest {
    private static final Pattern IMPORT_OF_ROOT =
            Pattern.compile("import\\s+(static\\s+)?io\\.switchgear\\.([A-Z*]\\w*)");

    private final JavaClasses core = Compiled.mainOf(Checkout.CORE);

    @ParameterizedTest
    @ValueSource(strings = {"support", "time", "outcome", "window", "trip", "recovery"})
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
    @ValueSource(strings = {"support", "time", "outcome", "window", "trip", "recovery"})
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
