package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.commons.support.AnnotationSupport.findAnnotatedMethods;
import static org.junit.platform.commons.support.AnnotationSupport.findRepeatableAnnotations;

import cloze.jobs.command.JobRunner;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.AnnotatedElement;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** As {@code TagsTest} in the library: keeps the tag {@code spark} true. Here whoever runs a job uses a session. */
class JobTagsTest {
    private static final Set<String> SESSIONS = Set.of(SparkSession.class.getName(), JobRunner.class.getName());

    @Test
    void aTestClassHasTheTagSparkExactlyWhenItRunsAJobOrUsesASession() throws URISyntaxException {
        Set<String> using = names(tests().filter(JobTagsTest::usesSession));
        Set<String> tagged = names(tests().filter(type -> tagged(type, "spark")));

        assertThat(using).contains("cloze.jobs.TokenizeJobTest").doesNotContain("cloze.deploy.ManifestsTest");
        assertThat(tagged)
                .as("@Tag(\"spark\") is on the classes with tests that run a job or call for a SparkSession, themselves"
                        + " or through another class of the tests, and on no others")
                .containsExactlyInAnyOrderElementsOf(using);
    }

    /** What differs between Sparks on a cluster, with HDFS, and from the command line. */
    @Test
    void theTestsOfEachPlaceRunOnEverySpark() throws URISyntaxException {
        assertThat(names(tests().filter(type -> tagged(type, "platform"))))
                .contains(
                        "cloze.jobs.ClusterTest",
                        "cloze.jobs.ExperimentTest",
                        "cloze.jobs.GivenSessionTest",
                        "cloze.jobs.HdfsTest",
                        "cloze.jobs.InferenceJobsTest",
                        "cloze.jobs.WrongPlatformTest");
    }

    private static Set<String> names(Stream<JavaClass> classes) {
        return classes.map(JavaClass::getName).collect(Collectors.toSet());
    }

    /** The classes with tests of this module; what they use outside the tests is known by name only. */
    private static Stream<JavaClass> tests() throws URISyntaxException {
        Path folder = Path.of(JobTagsTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        JavaClasses classes = new ClassFileImporter().importPath(folder);
        return classes.stream()
                .filter(type -> !type.isEquivalentTo(JobTagsTest.class))
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

    private static boolean usesSession(JavaClass type) {
        return type.getTransitiveDependenciesFromSelf().stream()
                .anyMatch(dependency ->
                        SESSIONS.contains(dependency.getTargetClass().getName()));
    }
}
