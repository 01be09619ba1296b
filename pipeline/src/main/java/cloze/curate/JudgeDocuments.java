package cloze.curate;

import cloze.config.curate.CurateConfig;
import cloze.config.curate.CurateConfig.OnBreach;
import cloze.config.curate.PersonalDataConfig.Kind;
import cloze.dataset.Contract;
import cloze.dataset.Documents;
import cloze.dataset.Verdicts;
import cloze.parallel.JavaSerialized;
import cloze.stage.Stage;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.spark.SerializableWritable;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Applies the rules that look at one document alone. The text of a document that is dropped is left out.
 *
 * @param config the section curate
 * @param replacements text that takes the place of each kind of personal data
 * @param forbidden what no document may contain
 * @param released ids of documents that no rule is applied to
 */
record JudgeDocuments(
        CurateConfig config,
        Map<Kind, String> replacements,
        Broadcast<SerializableWritable<JavaSerialized<ForbiddenTexts>>> forbidden,
        Set<String> released)
        implements Stage {
    @Override
    public Contract input() {
        return Documents.CONTRACT;
    }

    @Override
    public Contract output() {
        return Judged.CONTRACT;
    }

    @Override
    public Dataset<Row> plan(Dataset<Row> documents) {
        CurateConfig section = config;
        Map<Kind, String> substitutes = replacements;
        Broadcast<SerializableWritable<JavaSerialized<ForbiddenTexts>>> texts = forbidden;
        Set<String> ids = released;
        MapPartitionsFunction<Row, Row> judge = rows -> judge(
                rows,
                new DocumentJudge(section, substitutes, JavaSerialized.value(texts.value()), ids),
                section.onBreach());
        return Documents.CONTRACT
                .select(documents)
                .mapPartitions(judge, Judged.CONTRACT.encoder())
                .toDF();
    }

    private static Iterator<Row> judge(Iterator<Row> documents, DocumentJudge judge, OnBreach onBreach) {
        Iterable<Row> rows = () -> documents;
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row(row.getString(0), row.getString(1), row.getString(2), judge, onBreach))
                .iterator();
    }

    private static Row row(String id, String split, String text, DocumentJudge judge, OnBreach onBreach) {
        DocumentJudge.Finding finding = judge.judge(id, text);
        String onBroken =
                Rules.EXACT_DUPLICATE.equals(finding.rule()) ? Rules.verdictOnCopy(onBreach) : Rules.verdict(onBreach);
        boolean isStored = finding.rule() == null || !onBroken.equals(Verdicts.DROPPED);
        return RowFactory.create(
                id,
                split,
                isStored ? finding.text() : null,
                finding.rule(),
                finding.value(),
                finding.limit(),
                finding.detail(),
                finding.language(),
                finding.rule() == null ? null : judge.excerpt(text),
                finding.released(),
                Arrays.stream(Kind.values())
                        .mapToInt(kind -> finding.replaced().getOrDefault(kind, 0))
                        .toArray());
    }
}
