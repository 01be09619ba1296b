package cloze;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.ArrayList;
import java.util.List;

/** The walls of the house. The order of the packages is the data flow: arrows never point up this list. */
@AnalyzeClasses(packages = "cloze", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final List<String> FLOW = List.of(
            "error",
            "random",
            "config",
            "dataset",
            "provenance",
            "stage",
            "corpus",
            "sentence",
            "vocabulary",
            "token",
            "pair",
            "mask",
            "shard",
            "quality",
            "ceiling",
            "tensor",
            "network",
            "train",
            "tracking",
            "evaluate",
            "release",
            "inference",
            "report",
            "benchmark");

    private static final String[] STAGES = {
        "cloze.corpus..", "cloze.sentence..", "cloze.token..", "cloze.pair..", "cloze.mask..", "cloze.shard.."
    };

    @ArchTest
    static void arrowsNeverPointUpTheDataFlow(com.tngtech.archunit.core.domain.JavaClasses classes) {
        for (int i = 0; i < FLOW.size(); i++) {
            String[] later = FLOW.subList(i + 1, FLOW.size()).stream()
                    .map(name -> "cloze." + name + "..")
                    .toArray(String[]::new);
            if (later.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage("cloze." + FLOW.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(later)
                        .check(classes);
            }
        }
    }

    @ArchTest
    static void stagesMeetOnlyInDataset(com.tngtech.archunit.core.domain.JavaClasses classes) {
        List<String> violations = new ArrayList<>();
        for (String stage : STAGES) {
            String[] others = java.util.Arrays.stream(STAGES)
                    .filter(other -> !other.equals(stage))
                    .toArray(String[]::new);
            EvaluationResult result = noClasses()
                    .that()
                    .resideInAPackage(stage)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .evaluate(classes);
            violations.addAll(result.getFailureReport().getDetails());
        }
        org.assertj.core.api.Assertions.assertThat(violations).isEmpty();
    }

    @ArchTest
    static final ArchRule qualityReadsWhatStagesWriteAndNoStage = noClasses()
            .that()
            .resideInAPackage("cloze.quality..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(STAGES);

    @ArchTest
    static final ArchRule sparkNeverEntersTheNetwork = noClasses()
            .that()
            .resideInAPackage("cloze.network..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.spark..");

    @ArchTest
    static final ArchRule deeplearning4jStaysWhereTensorsAre = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "cloze.shard..",
                    "cloze.network..",
                    "cloze.train..",
                    "cloze.evaluate..",
                    "cloze.release..",
                    "cloze.inference..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule thePipelineOpensNoSessionAndEndsNoProcess = noClasses()
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(org.apache.spark.sql.SparkSession.class, "builder");

    @ArchTest
    static final ArchRule randomnessIsKeyed = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(java.util.Random.class, java.util.concurrent.ThreadLocalRandom.class)
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule namesSayWhatAClassYields =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Processor|Impl)$");

    @ArchTest
    static final ArchRule noCyclesBetweenPackages =
            slices().matching("cloze.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule recordsOfTheConfigurationAreRecords = classes()
            .that()
            .resideInAPackage("cloze.config")
            .and()
            .haveSimpleNameEndingWith("Config")
            .should(com.tngtech.archunit.lang.conditions.ArchConditions.be(new DescribedPredicate<>("records") {
                @Override
                public boolean test(JavaClass type) {
                    return type.isRecord();
                }
            }));
}
