package cloze.corpus;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import cloze.config.CorpusConfig;
import cloze.config.CorpusInput;
import cloze.corpus.read.FoundTexts;
import cloze.corpus.source.KnownFiles;
import cloze.corpus.source.KnownFiles.Entry;
import cloze.corpus.source.NoDifferenceException;
import cloze.corpus.source.TableDifference;
import cloze.dataset.DocumentIdColumns;
import cloze.dataset.DocumentSources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * The part of a corpus that was added since an earlier run read it, and what it means for the numbers of equal texts. Documents
 * that follow from it have the ids that they have in the whole corpus. With m equal texts known, of which r were removed, the
 * texts that were added become the occurrences m - r + 1 and following; those up to m are known, and those below 1 were removed again.
 *
 * <p>The added rows are read once, and kept in memory and on local disks until {@link #close}.
 */
public final class CorpusDifference implements AutoCloseable {
    /**
     * Number of documents with the hash that were there before, minus those that were removed. Negative where a row was moved more
     * than once, and so was removed and added more than once.
     */
    static final String BEFORE = "before";

    /** Number of documents with the hash that are there now. */
    static final String AFTER = "after";

    private static final String KNOWN = "known";
    private static final String ADDED = "added";
    private static final String REMOVED = "removed";

    private final Dataset<Row> found;
    private final Dataset<Row> balance;
    private final String shown;
    private final String identity;

    private CorpusDifference(Dataset<Row> found, Dataset<Row> balance, String shown, String identity) {
        this.found = found;
        this.balance = balance;
        this.shown = shown;
        this.identity = identity;
    }

    /**
     * Plans the difference. Lists files and asks catalogs; reads no text.
     *
     * @param reader of the whole corpus, with fixed versions
     * @param before what the earlier run read
     * @param now what {@code reader} reads
     * @param seen the documents of earlier runs
     * @throws NoDifferenceException if the whole corpus is to be read
     */
    public static CorpusDifference between(
            SparkSession spark, ReadDocuments reader, CorpusMark before, CorpusMark now, SeenDocuments seen)
            throws NoDifferenceException {
        requireComparable(before, now);
        CorpusConfig corpus = reader.corpus();
        List<String> shown = new ArrayList<>();
        List<Dataset<Row>> added = new ArrayList<>();
        List<Dataset<Row>> removed = new ArrayList<>();
        for (CorpusInput input : corpus.tables()) {
            Optional<CorpusInput> known = before.inputs().stream()
                    .filter(other -> other.withVersion("").equals(input.withVersion("")))
                    .findFirst();
            TableDifference table = known.isPresent()
                    ? TableDifference.between(spark, input, known.get(), before.files(input.named()), corpus)
                    : TableDifference.whole(spark, input, corpus);
            added.add(table.added());
            table.removed().ifPresent(removed::add);
            shown.add(known.map(other -> shown(input, other)).orElse(input.named() + " (new here)"));
        }
        KnownFiles.Difference files = before.files(CorpusMark.OWN)
                .difference(now.files(CorpusMark.OWN).entries());
        if (!corpus.paths().isEmpty()) {
            shown.add("%d of %d file(s)"
                    .formatted(
                            files.unread().size(),
                            now.files(CorpusMark.OWN).entries().size()));
            reader.foundIn(spark, new HashSet<>(files.unread())).ifPresent(added::add);
        }
        Dataset<Row> found = union(spark, added).persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> balance = balance(reader, found, union(spark, removed), files.replaced(), seen)
                .persist(StorageLevel.MEMORY_AND_DISK());
        return new CorpusDifference(found, balance, String.join(", ", shown), before.inputs() + " " + seen.marked());
    }

    private static void requireComparable(CorpusMark before, CorpusMark now) throws NoDifferenceException {
        if (!before.rules().equals(now.rules())) {
            throw new NoDifferenceException("keys of the section corpus have changed");
        }
        for (CorpusInput input : now.inputs()) {
            if (input.weight() != Math.rint(input.weight())) {
                throw new NoDifferenceException(
                        "the weight of %s, %s, is not a whole number".formatted(input.named(), input.weight()));
            }
        }
        if (!files(before).equals(files(now))) {
            throw new NoDifferenceException("the files and folders in corpus.input have changed");
        }
        Set<CorpusInput> stay = new HashSet<>();
        now.inputs().forEach(input -> stay.add(input.withVersion("")));
        for (CorpusInput input : before.inputs()) {
            if (!stay.contains(input.withVersion(""))) {
                throw new NoDifferenceException(
                        "corpus.input no longer has %s, or reads it otherwise".formatted(input.named()));
            }
        }
    }

    private static List<CorpusInput> files(CorpusMark mark) {
        return mark.inputs().stream()
                .filter(input -> input.kind() == CorpusInput.Kind.FILES)
                .toList();
    }

    private static String shown(CorpusInput now, CorpusInput before) {
        return now.version().isEmpty()
                ? now.named()
                : "%s from version %s to %s".formatted(now.named(), before.version(), now.version());
    }

    private static Dataset<Row> union(SparkSession spark, List<Dataset<Row>> parts) {
        return parts.stream().reduce(Dataset::unionAll).orElseGet(() -> spark.createDataset(
                        List.<Row>of(), FoundTexts.CONTRACT.encoder())
                .toDF());
    }

    /** Plans, for each hash that is touched, how many documents have it before and after the added ones. */
    private static Dataset<Row> balance(
            ReadDocuments reader, Dataset<Row> found, Dataset<Row> gone, List<Entry> replaced, SeenDocuments seen) {
        IdentifyDocuments identify = reader.identify();
        Dataset<Row> present = seen.presentAtMark();
        Dataset<Row> touched = steps(identify.documents(FoundTexts.accepted(found)), ADDED)
                .unionAll(steps(identify.documents(FoundTexts.accepted(gone)), REMOVED))
                .unionAll(steps(seen.textsOf(replaced), REMOVED))
                .unionAll(steps(hashes(seen.ofLaterRuns()).withColumn(IdentifyDocuments.COPIES, lit(0)), ADDED))
                .groupBy(SeenDocuments.HASH)
                .agg(sum(ADDED).as(ADDED), sum(REMOVED).as(REMOVED));
        Dataset<Row> hashes = hashes(present);
        Dataset<Row> known = hashes.join(
                        touched, hashes.col(SeenDocuments.HASH).equalTo(touched.col(SeenDocuments.HASH)), "left_semi")
                .groupBy(SeenDocuments.HASH)
                .agg(count(lit(1)).as(KNOWN));
        return touched.join(known, touched.col(SeenDocuments.HASH).equalTo(known.col(SeenDocuments.HASH)), "left_outer")
                .select(
                        touched.col(SeenDocuments.HASH),
                        coalesce(col(KNOWN), lit(0L)).minus(col(REMOVED)).as(BEFORE),
                        col(ADDED))
                .select(
                        col(SeenDocuments.HASH),
                        col(BEFORE),
                        col(BEFORE).plus(col(ADDED)).as(AFTER));
    }

    private static Dataset<Row> hashes(Dataset<Row> sources) {
        return sources.select(
                DocumentIdColumns.hash(col(DocumentSources.DOCUMENT_ID)).as(SeenDocuments.HASH));
    }

    private static Dataset<Row> steps(Dataset<Row> copies, String kind) {
        return copies.select(
                col(SeenDocuments.HASH),
                (kind.equals(ADDED) ? col(IdentifyDocuments.COPIES) : lit(0))
                        .cast("bigint")
                        .as(ADDED),
                (kind.equals(REMOVED) ? col(IdentifyDocuments.COPIES) : lit(0))
                        .cast("bigint")
                        .as(REMOVED));
    }

    /** Returns {@link FoundTexts} of the added rows. */
    Dataset<Row> found() {
        return found;
    }

    /** Returns a row per touched hash: {@value SeenDocuments#HASH}, {@value #BEFORE}, {@value #AFTER}. */
    Dataset<Row> balance() {
        return balance;
    }

    /** Formats what is read for the terminal. */
    public String shown() {
        return shown;
    }

    /** Returns a text that identifies what is left out of the corpus, for fingerprints. */
    @Override
    public String toString() {
        return identity;
    }

    /** Frees memory and local disks. */
    @Override
    public void close() {
        balance.unpersist();
        found.unpersist();
    }
}
