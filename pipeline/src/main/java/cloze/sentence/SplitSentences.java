package cloze.sentence;

import cloze.config.CorpusConfig;
import cloze.config.CorpusConfig.LineEnd;
import cloze.dataset.Contract;
import cloze.dataset.Documents;
import cloze.dataset.Sentences;
import cloze.stage.Stage;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Splits each document into sentences. Keeps their order within a document. Drops a document without sentences, which
 * only a blank one is.
 *
 * @param language BCP 47 tag of the locale whose rules and abbreviations apply
 * @param lineEnd whether a line end also ends a sentence
 */
public record SplitSentences(String language, LineEnd lineEnd) implements Stage {
    /** Creates the stage that {@code corpus} configures. */
    public static SplitSentences of(CorpusConfig corpus) {
        return new SplitSentences(corpus.language(), corpus.lineEnd());
    }

    @Override
    public Contract input() {
        return Documents.CONTRACT;
    }

    @Override
    public Contract output() {
        return Sentences.CONTRACT;
    }

    @Override
    public Dataset<Row> plan(Dataset<Row> documents) {
        String tag = language;
        LineEnd meaning = lineEnd;
        // Loading a language's rules takes time, and a splitter serves one thread: create one per partition.
        MapPartitionsFunction<Row, Row> split = rows -> split(rows, new SentenceSplitter(tag, meaning));
        return Documents.CONTRACT.select(documents).mapPartitions(split, Sentences.CONTRACT.encoder());
    }

    private static Iterator<Row> split(Iterator<Row> documents, SentenceSplitter splitter) {
        Iterable<Row> rows = () -> documents;
        return StreamSupport.stream(rows.spliterator(), false)
                .flatMap(document -> split(document, splitter))
                .iterator();
    }

    private static Stream<Row> split(Row document, SentenceSplitter splitter) {
        List<String> sentences = splitter.split(document.getString(2));
        if (sentences.isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(
                RowFactory.create(document.getString(0), document.getString(1), sentences.toArray(String[]::new)));
    }
}
