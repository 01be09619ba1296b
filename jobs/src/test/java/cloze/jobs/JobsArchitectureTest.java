package cloze.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A job says what it reads, calls the library and tells what came of it; the command line does the rest. */
class JobsArchitectureTest {
    private static final int MOST_LINES = 120;
    private static final int MOST_TYPES = 30;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("cloze.jobs");

    /** Spark's and Hadoop's types are part of the library's surface; picocli's annotations declare options. */
    @Test
    void jobsCallTheLibrary() {
        ArchRule rule = classes()
                .that()
                .resideInAPackage("cloze.jobs")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "cloze..",
                        "java..",
                        "org.apache.spark..",
                        "org.apache.hadoop.fs",
                        "org.apache.hadoop.conf",
                        "picocli..");
        rule.check(CLASSES);
    }

    /** Spark takes []{}*? in a path for a pattern, and Hadoop what precedes a colon for a scheme. */
    @Test
    void pathsAndTablesAreTheLibrarys() {
        ArchRule rule = noClasses()
                .should()
                .callMethod("org.apache.spark.sql.SparkSession", "read")
                .orShould()
                .callConstructor("org.apache.hadoop.fs.Path", String.class.getName())
                .orShould()
                .callConstructor("org.apache.hadoop.fs.Path", String.class.getName(), String.class.getName())
                .because("a path is taken literally: use cloze.table.StoredTable.read and cloze.table.StoredPath.of");
        rule.check(CLASSES);
    }

    @Test
    void onlyTheCommandLineTouchesTheProcess() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackage("cloze.jobs.command")
                .should()
                .callMethod("org.apache.spark.sql.SparkSession", "builder")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err");
        rule.check(CLASSES);
    }

    @Test
    void theCommandLineKnowsNoJob() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("cloze.jobs.command")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("cloze.jobs");
        rule.check(CLASSES);
    }

    @Test
    void packagesFitAHead() {
        Map<String, Long> types = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(types)
                .isNotEmpty()
                .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MOST_TYPES));
    }

    @Test
    void jobsAreShort() throws IOException {
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/cloze/jobs"))) {
            List<Path> jobs =
                    sources.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(jobs).isNotEmpty().allSatisfy(file -> assertThat(Files.readAllLines(file))
                    .as(file.toString())
                    .hasSizeLessThanOrEqualTo(MOST_LINES));
        }
    }
}
