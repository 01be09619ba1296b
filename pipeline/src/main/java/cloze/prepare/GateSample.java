package cloze.prepare;

import cloze.artifact.Corpus;
import cloze.artifact.InputSize;
import cloze.artifact.UnseenDocuments;
import cloze.config.ByteSize;
import cloze.config.GatesConfig;
import cloze.config.RunConfig;
import cloze.corpus.CorpusSample;
import cloze.corpus.CorpusSample.Sampled;
import cloze.corpus.CorpusSample.Stretch;
import cloze.corpus.ReadDocuments;
import cloze.dataset.Documents;
import cloze.dataset.TokenizedSentences;
import cloze.error.InvalidInputException;
import cloze.pair.PairLabels;
import cloze.quality.SampledGates;
import cloze.stage.Progress;
import cloze.vocabulary.SpecialIds;
import cloze.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Asks the gates of a sample of the corpus, so that a corpus that cannot pass is refused before the work. */
final class GateSample {
    /** A corpus of fewer samples than this is prepared sooner than a sample is worth. */
    private static final int FEWEST_SAMPLES = 10;

    private static final List<String> SPLITS = List.of(Documents.TRAIN, Documents.VALIDATION);

    private final SparkSession spark;
    private final RunConfig config;
    private final CorpusSample sample;
    private final SampledGates gates;

    private GateSample(SparkSession spark, RunConfig config, CorpusSample sample) {
        this.spark = spark;
        this.config = config;
        this.sample = sample;
        this.gates = new SampledGates(config.examples());
    }

    /**
     * Reads the sample; empty if the corpus is generated or small or has tables, the gates' sample is off, a rule removes documents, or only unseen
     * documents are wanted, which a sample cannot tell.
     */
    static Optional<GateSample> of(SparkSession spark, RunConfig config, UnseenDocuments wanted) {
        long bytes = config.examples().gates().sampleBytes().bytes();
        boolean isOfFiles =
                !Corpus.isGenerated(config.corpus()) && config.corpus().tables().isEmpty();
        if (bytes == 0 || !isOfFiles || config.curate().isOn() || !wanted.equals(UnseenDocuments.ALL)) {
            return Optional.empty();
        }
        long text = InputSize.of(spark.sparkContext().hadoopConfiguration(), Corpus.inputs(config))
                .text();
        return text < FEWEST_SAMPLES * bytes
                ? Optional.empty()
                : Optional.of(new GateSample(
                        spark, config, new ReadDocuments(config.corpus(), config.seed()).sample(spark, bytes)));
    }

    /**
     * Asks the gates that need no tokens.
     *
     * @throws InvalidInputException if the corpus cannot pass one of them
     */
    void requireRows(Progress progress) {
        for (Stretch stretch : sample.stretches()) {
            gates.rejected()
                    .add(
                            (double) stretch.rejected(),
                            (double) stretch.rejected() + stretch.documents().size());
            for (String split : SPLITS) {
                double repeated = 0;
                double all = 0;
                for (Sampled document : stretch.documents()) {
                    if (document.split().equals(split)) {
                        all += document.weight();
                        // All copies of a text but one are duplicates.
                        repeated += Math.max(0, document.weight() - (document.repeated() ? 0 : 1));
                    }
                }
                gates.duplicates(split).add(repeated, all);
            }
        }
        require(progress);
    }

    /**
     * Asks the gates that need tokens. Runs one small Spark job.
     *
     * @throws InvalidInputException if the corpus cannot pass one of them
     */
    void requireTokens(Vocabulary vocabulary, Progress progress) {
        Map<String, Row> tokenized = tokenized(vocabulary);
        int unk = SpecialIds.of(vocabulary).unk();
        for (Stretch stretch : sample.stretches()) {
            for (String split : SPLITS) {
                double tokens = 0;
                double unknown = 0;
                double pairs = 0;
                double random = 0;
                for (Sampled document : stretch.documents()) {
                    Row row = tokenized.get(document.row().getString(0));
                    if (row != null && document.split().equals(split)) {
                        int[] ids = TokenizedSentences.CONTRACT.ints(row, TokenizedSentences.TOKEN_IDS);
                        PairLabels labels = PairLabels.of(row, config.examples(), config.seed());
                        tokens += document.weight() * ids.length;
                        unknown += document.weight()
                                * Arrays.stream(ids).filter(id -> id == unk).count();
                        pairs += document.weight() * labels.pairs();
                        random += document.weight() * labels.labelled1();
                    }
                }
                gates.unknown(split).add(unknown, tokens);
                gates.random(split).add(random, pairs);
            }
        }
        require(progress);
    }

    private Map<String, Row> tokenized(Vocabulary vocabulary) {
        List<Row> documents = sample.stretches().stream()
                .flatMap(stretch -> stretch.documents().stream().map(Sampled::row))
                .toList();
        var plan = new ExamplePlan(config, vocabulary, List.of());
        Map<String, Row> tokenized = new HashMap<>();
        for (Row row : plan.tokenized(spark.createDataset(documents, Documents.CONTRACT.encoder())
                        .toDF())
                .collectAsList()) {
            tokenized.put(TokenizedSentences.CONTRACT.text(row, TokenizedSentences.DOCUMENT_ID), row);
        }
        return tokenized;
    }

    private void require(Progress progress) {
        SampledGates.Verdict verdict = gates.verdict();
        if (!verdict.proven().isEmpty()) {
            throw new InvalidInputException(
                    "A sample of the corpus breaches %d quality gate(s):%n%s%n%s. No examples were prepared. Repair the corpus, or relax the limits with the keys shown; with %s.sample-bytes = 0 the whole corpus is measured"
                            .formatted(
                                    verdict.proven().size(), listed(verdict.proven()), shown(), GatesConfig.SECTION));
        }
        if (!verdict.likely().isEmpty()) {
            progress.remark("the sample breaches a gate, but does not prove that the corpus does:%n%s%n%s; going on"
                    .formatted(listed(verdict.likely()), shown()));
        }
    }

    private static String listed(List<String> breaches) {
        return breaches.stream().map(breach -> "  - " + breach).collect(Collectors.joining(System.lineSeparator()));
    }

    /** Says what was sampled. */
    String shown() {
        return "Sampled %d document(s) from %d place(s) in %s of files; compressed and Parquet files only at their beginning"
                .formatted(sample.documents(), sample.stretches().size(), new ByteSize(sample.bytes()).shown());
    }
}
