package cloze.curate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import cloze.config.curate.CurateConfig;
import cloze.config.curate.PersonalDataConfig.Kind;
import cloze.curate.duplicate.Clusters;
import cloze.curate.duplicate.NearDuplicates;
import cloze.curate.duplicate.Scratch;
import cloze.dataset.DocumentIdColumns;
import cloze.dataset.Documents;
import cloze.dataset.Verdicts;
import cloze.parallel.JavaSerialized;
import cloze.stage.Progress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * Decides which documents stay: exact duplicates, language, quality rules, blocked words, personal data, texts of evaluation
 * sets, near duplicates, near duplicates across the splits. A document's verdict names the first rule that it breaks. The result
 * depends on the set of documents alone, not on their order or partitions.
 *
 * <p>Evaluation sets come before near duplicates, so that a document with such a text is not the one that stays of its
 * cluster.
 */
public final class CurateDocuments {
    private static final String KEPT = Verdicts.KEPT_DOCUMENT_ID;
    private static final String LENGTH = "length";
    private static final String RULE = "related_rule";
    private static final String SIMILARITY = "similarity";

    private final CurateConfig config;
    private final Map<Kind, String> replacements;
    private final Set<String> released;
    private final List<String> blocked;
    private final Map<String, Dataset<Row>> sets;

    /**
     * @param config the section curate
     * @param replacements text that takes the place of each kind of personal data
     * @param released ids of documents that are kept in any case
     * @param blocked words and phrases that no document may have
     * @param sets documents that models are evaluated on, by the name of their set
     */
    public CurateDocuments(
            CurateConfig config,
            Map<Kind, String> replacements,
            Set<String> released,
            List<String> blocked,
            Map<String, Dataset<Row>> sets) {
        this.config = config;
        this.replacements = Map.copyOf(replacements);
        this.released = Set.copyOf(released);
        this.blocked = List.copyOf(blocked);
        this.sets = Map.copyOf(sets);
    }

    /**
     * Applies all rules. Runs Spark jobs.
     *
     * @param documents as {@link Documents}
     * @param scratch folder for intermediate tables; the caller removes it after the result is written
     */
    public Curated run(Dataset<Row> documents, Path scratch, Progress progress) {
        progress.phase("applying rules to documents");
        var context = JavaSparkContext.fromSparkContext(documents.sparkSession().sparkContext());
        var forbidden = new ForbiddenTexts(
                ContaminationSets.read(sets, config.decontaminate().nGram()), BlockedWords.of(blocked));
        Dataset<Row> judged = Scratch.stored(
                new JudgeDocuments(config, replacements, context.broadcast(JavaSerialized.of(forbidden)), released)
                        .apply(documents),
                new Path(scratch, "judged"));
        Dataset<Row> related = related(judged, scratch, progress);
        Dataset<Row> rows = judged.join(
                        related,
                        judged.col(Documents.DOCUMENT_ID).equalTo(related.col(Documents.DOCUMENT_ID)),
                        "left_outer")
                .drop(related.col(Documents.DOCUMENT_ID));
        return new Curated(withVerdicts(rows));
    }

    private Dataset<Row> withVerdicts(Dataset<Row> rows) {
        Column isCopy = col(Judged.RULE).equalTo(Rules.EXACT_DUPLICATE);
        Column rule = coalesce(col(Judged.RULE), col(RULE));
        Column isRelated = col(Judged.RULE).isNull();
        return rows.withColumn(
                        KEPT,
                        when(isCopy, DocumentIdColumns.hash(col(Documents.DOCUMENT_ID)))
                                .otherwise(col(KEPT)))
                .withColumn(Verdicts.VALUE, when(isRelated, col(SIMILARITY)).otherwise(col(Judged.VALUE)))
                .withColumn(
                        Verdicts.LIMIT,
                        when(
                                        isRelated.and(col(RULE).isNotNull()),
                                        lit(config.nearDuplicates().jaccard()))
                                .otherwise(col(Judged.LIMIT)))
                .withColumn(Verdicts.RULE, rule)
                .withColumn(
                        Verdicts.VERDICT,
                        when(col(Verdicts.RULE).isNull(), Verdicts.KEPT)
                                .when(isCopy, Rules.verdictOnCopy(config.onBreach()))
                                .otherwise(Rules.verdict(config.onBreach())));
    }

    /** The documents that break a rule because of another one: id, rule, similarity, and the one that stays. */
    private Dataset<Row> related(Dataset<Row> judged, Path scratch, Progress progress) {
        SparkSession spark = judged.sparkSession();
        boolean removes = config.nearDuplicates().remove();
        if (!removes && !config.decontaminate().validation()) {
            return none(spark);
        }
        // The only copies left are released ones. They are not compared: the first with their text stands for them.
        Dataset<Row> distinct =
                judged.where(col(Judged.RULE).isNull().and(not(DocumentIdColumns.isCopy(col(Documents.DOCUMENT_ID)))));
        progress.phase("comparing near duplicates");
        var near = NearDuplicates.of(config.nearDuplicates());
        Dataset<Row> candidates = Scratch.stored(near.candidates(distinct), new Path(scratch, "candidates"));
        Dataset<Row> pairs = Scratch.stored(near.verified(candidates, distinct), new Path(scratch, "pairs"));
        if (pairs.isEmpty()) {
            return none(spark);
        }
        Dataset<Row> found = removes ? duplicates(judged, pairs, scratch) : leaks(judged, pairs);
        return Scratch.stored(found, new Path(scratch, "related"));
    }

    private static Dataset<Row> none(SparkSession spark) {
        return spark.range(0)
                .select(lit("").as(Documents.DOCUMENT_ID), lit("").as(RULE), lit(0.0).as(SIMILARITY), lit("").as(KEPT));
    }

    /** Of each cluster, all documents but one: the longest, then that with the smallest id. Released ones stay. */
    private Dataset<Row> duplicates(Dataset<Row> judged, Dataset<Row> pairs, Path scratch) {
        Dataset<Row> clusters = Clusters.of(pairs, new Path(scratch, "clusters"));
        Dataset<Row> members = clusters.join(facts(judged), Documents.DOCUMENT_ID);
        var best = Window.partitionBy(Clusters.CLUSTER)
                .orderBy(
                        col(Judged.RELEASED).desc(),
                        col(LENGTH).desc(),
                        col(Documents.DOCUMENT_ID).asc());
        return members.withColumn(KEPT, first(Documents.DOCUMENT_ID).over(best))
                .where(col(KEPT).notEqual(col(Documents.DOCUMENT_ID)).and(not(col(Judged.RELEASED))))
                .join(similarities(pairs), Documents.DOCUMENT_ID)
                .select(col(Documents.DOCUMENT_ID), lit(Rules.NEAR_DUPLICATE).as(RULE), col(SIMILARITY), col(KEPT));
    }

    /** The training documents that are near duplicates of a held-out one. */
    private static Dataset<Row> leaks(Dataset<Row> judged, Dataset<Row> pairs) {
        Dataset<Row> facts = facts(judged);
        Dataset<Row> heldOut = facts.where(col(Documents.SPLIT).equalTo(Documents.VALIDATION))
                .select(col(Documents.DOCUMENT_ID).as(KEPT));
        Dataset<Row> training = facts.where(
                        col(Documents.SPLIT).equalTo(Documents.TRAIN).and(not(col(Judged.RELEASED))))
                .select(Documents.DOCUMENT_ID);
        return NearDuplicates.bothWays(pairs, KEPT)
                .join(heldOut, KEPT)
                .join(training, Documents.DOCUMENT_ID)
                .groupBy(Documents.DOCUMENT_ID)
                .agg(max(NearDuplicates.JACCARD).as(SIMILARITY), min(KEPT).as(KEPT))
                .select(col(Documents.DOCUMENT_ID), lit(Rules.VALIDATION_LEAK).as(RULE), col(SIMILARITY), col(KEPT));
    }

    private static Dataset<Row> facts(Dataset<Row> judged) {
        return judged.select(
                col(Documents.DOCUMENT_ID),
                col(Documents.SPLIT),
                col(Judged.RELEASED),
                length(col(Documents.TEXT)).as(LENGTH));
    }

    /** The largest similarity of each document to another of its cluster. */
    private static Dataset<Row> similarities(Dataset<Row> pairs) {
        return NearDuplicates.bothWays(pairs, KEPT)
                .groupBy(Documents.DOCUMENT_ID)
                .agg(max(NearDuplicates.JACCARD).as(SIMILARITY));
    }
}
