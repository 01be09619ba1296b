package cloze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.commons.support.AnnotationSupport.findAnnotatedMethods;
import static org.junit.platform.commons.support.AnnotationSupport.findRepeatableAnnotations;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.AnnotatedElement;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * Tags say which tests {@code mvn test -P fast} leaves out, and which {@code mvn verify -P spark-4} runs; this test keeps the tags {@code spark} and
 * {@code platform} true.
 */
class TagsTest {
    private static final Set<String> SESSIONS =
            Set.of(SparkSession.class.getName(), SparkContext.class.getName(), JavaSparkContext.class.getName());

    /** Packages and classes of Scala, Spark and Deeplearning4j without a promise to stay the same. */
    private static final List<String> DIFFERING = List.of(
            "scala.",
            "org.apache.spark.ml.",
            "org.apache.spark.rdd.",
            "org.apache.spark.sql.catalyst.",
            "org.apache.spark.unsafe.",
            "org.apache.spark.util.",
            "org.deeplearning4j.spark.");

    @Test
    void aTestClassHasTheTagSparkExactlyWhenItUsesASession() throws URISyntaxException {
        Set<String> using = names(tests().filter(TagsTest::usesSession));
        Set<String> tagged = names(tests().filter(type -> tagged(type, "spark")));

        assertThat(using).contains("cloze.mask.MaskTokensTest").doesNotContain("cloze.mask.MaskingTest");
        assertThat(tagged)
                .as("@Tag(\"spark\") is on the classes with tests that call for a SparkSession, directly or through"
                        + " the methods they call, and on no others")
                .containsExactlyInAnyOrderElementsOf(using);
    }

    @Test
    void aPackageThatNamesWhatDiffersBetweenSparksHasATestWithTheTagPlatform() throws URISyntaxException {
        Set<String> tested = tests().filter(type -> tagged(type, "platform"))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());
        Set<String> differing = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("cloze").stream()
                        .filter(type -> type.getDirectDependenciesFromSelf().stream()
                                .map(dependency -> dependency.getTargetClass().getName())
                                .anyMatch(name -> DIFFERING.stream().anyMatch(name::startsWith)))
                        .map(JavaClass::getPackageName)
                        .collect(Collectors.toSet());

        assertThat(differing).contains("cloze.dataset", "cloze.input", "cloze.inference");
        assertThat(tested)
                .as(
                        "A package that uses Scala's types or Spark's inner ones has a test with @Tag(\"platform\"), which runs on every Spark")
                .containsAll(differing);
    }

    private static Set<String> names(Stream<JavaClass> classes) {
        return classes.map(JavaClass::getName).collect(Collectors.toSet());
    }

    /** The classes with tests of this module; what they call outside the tests is known by name only. */
    private static Stream<JavaClass> tests() throws URISyntaxException {
        Path folder = Path.of(TagsTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        JavaClasses classes = new ClassFileImporter().importPath(folder);
        return classes.stream()
                .filter(type -> type.getPackageName().startsWith("cloze"))
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .filter(type -> !findAnnotatedMethods(type.reflect(), Testable.class, HierarchyTraversalMode.TOP_DOWN)
                        .isEmpty());
    }

    /** Whether a class, or a method of it, has a tag. */
    private static boolean tagged(JavaClass type, String name) {
        Class<?> tests = type.reflect();
        return Stream.concat(Stream.<AnnotatedElement>of(tests), Arrays.stream(tests.getDeclaredMethods()))
                .flatMap(element -> findRepeatableAnnotations(element, Tag.class).stream())
                .anyMatch(tag -> tag.value().equals(name));
    }

    /** Whether any method of {@code type}, or any method of the tests that those call, names a session. */
    private static boolean usesSession(JavaClass type) {
        Set<JavaCodeUnit> seen = new HashSet<>();
        Deque<JavaCodeUnit> open = new ArrayDeque<>();
        type.getAllMembers().stream()
                .filter(JavaCodeUnit.class::isInstance)
                .map(JavaCodeUnit.class::cast)
                .forEach(open::add);
        while (!open.isEmpty()) {
            JavaCodeUnit unit = open.remove();
            if (!seen.add(unit)) {
                continue;
            }
            if (namesSession(unit)) {
                return true;
            }
            unit.getAccessesFromSelf().stream()
                    .map(TagsTest::called)
                    .flatMap(Optional::stream)
                    .forEach(open::add);
        }
        return false;
    }

    private static Optional<JavaCodeUnit> called(JavaAccess<?> access) {
        return access.getTarget()
                .resolveMember()
                .filter(JavaCodeUnit.class::isInstance)
                .map(JavaMember.class::cast)
                .map(JavaCodeUnit.class::cast);
    }

    private static boolean namesSession(JavaCodeUnit unit) {
        return Stream.of(
                        unit.getRawParameterTypes().stream(),
                        Stream.of(unit.getRawReturnType()),
                        unit.getAccessesFromSelf().stream().map(JavaAccess::getTargetOwner))
                .flatMap(types -> types)
                .anyMatch(type -> SESSIONS.contains(type.getName()));
    }
}
