package cloze;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.DataFrameReader;

/** The walls of the house: the order of the packages is the data flow, and no arrow points up this list. */
@AnalyzeClasses(packages = "cloze", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** A package with its sub-packages, but for those that have an entry of their own. */
    static final List<String> FLOW = List.of(
            "error",
            "platform",
            "random",
            "config",
            "config.hocon",
            "dataset",
            "table",
            "parallel",
            "provenance",
            "stage",
            "input",
            "input.field",
            "corpus.read",
            "corpus.source",
            "corpus.stories",
            "corpus",
            "curate.duplicate",
            "curate.rule",
            "curate.personal",
            "curate.language",
            "curate",
            "sentence",
            "vocabulary",
            "token",
            "pair",
            "mask",
            "shard",
            "quality.shortcut",
            "quality",
            "ceiling",
            "tensor",
            "network.kernel",
            "network.matrix",
            "network.parameter",
            "network.block",
            "network.graph",
            "train.plan",
            "train.optimiser",
            "train.synchronisation",
            "train.state",
            "train.averaging",
            "train.averaging.slice",
            "train.averaging.dl4j",
            "train.averaging.plain",
            "train.epoch",
            "train.log",
            "train.checkpoint",
            "train",
            "tracking",
            "evaluate",
            "release.registry",
            "release",
            "inference",
            "classify",
            "report.page",
            "report.chart",
            "report",
            "report.registry",
            "run",
            "artifact",
            "prepare",
            "pretrain",
            "experiment",
            "retrain",
            "forget",
            "probe",
            "benchmark.cost",
            "benchmark.exchange",
            "benchmark");

    /** How many types a reader keeps in mind while working in one package. */
    private static final int MOST_TYPES = 30;

    private static final String[] STAGES = {
        "cloze.corpus..",
        "cloze.curate..",
        "cloze.sentence..",
        "cloze.token..",
        "cloze.pair..",
        "cloze.mask..",
        "cloze.shard.."
    };

    @ArchTest
    static void arrowsNeverPointUpTheDataFlow(JavaClasses classes) {
        List<String> upwards = new ArrayList<>();
        for (JavaClass origin : classes) {
            for (Dependency arrow : origin.getDirectDependenciesFromSelf()) {
                JavaClass target = arrow.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith("cloze.") && floor(target) > floor(origin)) {
                    upwards.add(arrow.getDescription());
                }
            }
        }
        assertThat(upwards).isEmpty();
    }

    @ArchTest
    static void packagesFitAHead(JavaClasses classes) {
        Map<String, Long> types = classes.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(types).allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MOST_TYPES));
    }

    /** Place of a type's package in the data flow. */
    private static int floor(JavaClass type) {
        String name = type.getPackageName();
        return IntStream.range(0, FLOW.size())
                .filter(i -> (name + ".").startsWith("cloze." + FLOW.get(i) + "."))
                .boxed()
                .max(Comparator.comparingInt(i -> FLOW.get(i).length()))
                .orElseThrow(
                        () -> new AssertionError("Package " + name + " has no place in the data flow: add it to FLOW"));
    }

    @ArchTest
    static void stagesMeetOnlyInDataset(JavaClasses classes) {
        List<String> violations = new ArrayList<>();
        for (String stage : STAGES) {
            String[] others =
                    Arrays.stream(STAGES).filter(other -> !other.equals(stage)).toArray(String[]::new);
            EvaluationResult result = noClasses()
                    .that()
                    .resideInAPackage(stage)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .evaluate(classes);
            violations.addAll(result.getFailureReport().getDetails());
        }
        assertThat(violations).isEmpty();
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
                    "cloze.network..", "cloze.train..", "cloze.evaluate..", "cloze.release..", "cloze.inference..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule onlyTheGraphKnowsDeeplearning4j = noClasses()
            .that()
            .resideInAPackage("cloze.network..")
            .and()
            .resideOutsideOfPackage("cloze.network.graph..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.deeplearning4j..");

    @ArchTest
    static final ArchRule blocksAndKernelsArePlainJava = noClasses()
            .that()
            .resideInAnyPackage("cloze.network.block..", "cloze.network.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule blocksAreSeenThroughTheGraph = noClasses()
            .that()
            .resideOutsideOfPackage("cloze.network..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("cloze.network.block..");

    @ArchTest
    static final ArchRule oneRoomKnowsDeeplearning4jsSparkTrainer = noClasses()
            .that()
            .resideOutsideOfPackage("cloze.train.averaging.dl4j")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.deeplearning4j.spark..");

    @ArchTest
    static final ArchRule theTrainingLoopKnowsNoTrainer = noClasses()
            .that()
            .resideInAnyPackage("cloze.train", "cloze.train.plan", "cloze.train.epoch", "cloze.train.log")
            .and()
            .doNotHaveFullyQualifiedName("cloze.train.SparkTrainers")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.deeplearning4j..",
                    "cloze.train.averaging.dl4j..",
                    "cloze.train.averaging.plain..",
                    "cloze.train.averaging.slice..");

    @ArchTest
    static final ArchRule theTrainingLoopKnowsNoSpark = noClasses()
            .that()
            .resideInAPackage("cloze.train")
            .and()
            .doNotHaveFullyQualifiedName("cloze.train.SparkTrainers")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.spark..");

    @ArchTest
    static final ArchRule statesAreAveragedWithoutSpark = noClasses()
            .that()
            .resideInAPackage("cloze.train.synchronisation")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "org.deeplearning4j..");

    @ArchTest
    static final ArchRule thePlainTrainerUsesSparkAlone = noClasses()
            .that()
            .resideInAPackage("cloze.train.averaging.plain")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.deeplearning4j.spark..", "cloze.train.averaging.dl4j..");

    @ArchTest
    static final ArchRule thePipelineOpensNoSessionAndEndsNoProcess = noClasses()
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(org.apache.spark.sql.SparkSession.class, "builder");

    @ArchTest
    static final ArchRule thePipelinePrintsNothing = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace");

    @ArchTest
    static final ArchRule stringsBecomePathsInOnePlace = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("cloze.table.StoredPath")
            .should()
            .callConstructor(Path.class, String.class)
            .orShould()
            .callConstructor(Path.class, String.class, String.class)
            .orShould()
            .callConstructor(Path.class, String.class, Path.class)
            .because("Hadoop takes what precedes a colon for a scheme: use cloze.table.StoredPath.of");

    @ArchTest
    static final ArchRule sparkReadsTablesInOnePlace = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("cloze.table.StoredTable")
            .and()
            .doNotHaveFullyQualifiedName("cloze.corpus.source.TableReader")
            .should()
            .callMethodWhere(target(owner(type(DataFrameReader.class)))
                    .and(target(nameMatching("parquet|load|json|csv|text|textFile|orc|xml|table"))))
            .orShould()
            .callMethodWhere(
                    target(owner(assignableTo(SparkContext.class).or(assignableTo(JavaSparkContext.class))))
                            .and(
                                    target(
                                            nameMatching(
                                                    "textFile|wholeTextFiles|binaryFiles|binaryRecords|hadoopFile|newAPIHadoopFile|sequenceFile|objectFile|addFile"))))
            .because(
                    "Spark takes []{}*? in a path for a pattern, and a comma for the end: use cloze.table.StoredTable.read");

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
