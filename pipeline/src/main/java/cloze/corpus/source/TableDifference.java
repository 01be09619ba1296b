package cloze.corpus.source;

import cloze.config.CorpusConfig;
import cloze.config.CorpusInput;
import cloze.corpus.read.ReadRules;
import cloze.corpus.source.KnownFiles.Entry;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The texts by which the present state of a table differs from the one that an earlier run read.
 *
 * @param added {@link cloze.corpus.read.FoundTexts} of the rows that were added
 * @param removed those of the rows that were removed; empty if none were
 */
public record TableDifference(Dataset<Row> added, Optional<Dataset<Row>> removed) {
    /** Returns the whole of {@code input} as added. */
    public static TableDifference whole(SparkSession spark, CorpusInput input, CorpusConfig corpus) {
        var rows = new TableReader(spark, input).rows();
        return new TableDifference(TableTexts.found(input, rows, ReadRules.of(corpus)), Optional.empty());
    }

    /**
     * Plans the difference. Asks catalogs and reads metadata, no row of text.
     *
     * @param input with its version fixed, see {@link TableVersions}
     * @param before the same with the version that the earlier run read
     * @param known the files that the earlier run read
     * @param corpus the rules of reading
     * @throws NoDifferenceException if the table does not tell
     */
    public static TableDifference between(
            SparkSession spark, CorpusInput input, CorpusInput before, KnownFiles known, CorpusConfig corpus)
            throws NoDifferenceException {
        var reader = new TableReader(spark, input);
        TableChanges changes = changes(reader, before, known);
        ReadRules rules = ReadRules.of(corpus);
        return new TableDifference(
                TableTexts.found(input, reader.matching(changes.added()), rules),
                changes.removed().map(rows -> TableTexts.found(input, reader.matching(rows), rules)));
    }

    private static TableChanges changes(TableReader reader, CorpusInput before, KnownFiles known)
            throws NoDifferenceException {
        Provider provider = reader.explained(() -> TableVersions.provider(reader.spark(), reader.input()));
        if (provider.hasVersions()) {
            if (before.version().isEmpty()) {
                return TableChanges.added(reader.all());
            }
            return provider == Provider.ICEBERG
                    ? new IcebergChanges(reader, before.version()).plan()
                    : new DeltaChanges(reader, before.version()).plan();
        }
        if (provider == Provider.OTHER) {
            return TableFiles.since(reader, known);
        }
        throw new NoDifferenceException("%s is a view or a query, which has no versions"
                .formatted(reader.input().named()));
    }

    /** Lists the files of {@code input}; none if it has versions, or is not made of files. */
    public static List<Entry> files(SparkSession spark, CorpusInput input) {
        var reader = new TableReader(spark, input);
        Provider provider = reader.explained(() -> TableVersions.provider(spark, input));
        return provider == Provider.OTHER ? TableFiles.list(reader) : List.of();
    }
}
