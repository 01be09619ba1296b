package cloze.jobs;

import cloze.config.CorpusConfig;
import cloze.config.GeneratorConfig.Kind;
import cloze.config.RunConfig;
import cloze.corpus.GenerateDocuments;
import cloze.corpus.ReadDocuments;
import cloze.error.InvalidConfigException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The documents a configuration means: files, or a generated language. */
final class Corpus {
    /** Keys of jobs that read documents. */
    static final List<String> KEYS = List.of("seed", "output", "corpus");

    private Corpus() {}

    static boolean isGenerated(CorpusConfig corpus) {
        return corpus.generator().kind() != Kind.NONE;
    }

    /** Files whose change changes the documents. */
    static List<String> inputs(CorpusConfig corpus) {
        return isGenerated(corpus) ? List.of() : corpus.input();
    }

    /** Plans the documents. */
    static Dataset<Row> documents(SparkSession spark, RunConfig config) {
        CorpusConfig corpus = config.corpus();
        if (isGenerated(corpus)) {
            return new GenerateDocuments(corpus.generator(), config.seed()).plan(spark);
        }
        if (corpus.input().isEmpty()) {
            throw new InvalidConfigException(List.of(
                    "corpus.input = []: must name a file, folder or glob (or set corpus.generator.kind)"));
        }
        return new ReadDocuments(corpus, config.seed()).plan(spark);
    }
}
