package cloze.corpus;

import cloze.corpus.read.FoundTexts;
import cloze.corpus.read.RejectedTexts;
import cloze.corpus.read.Texts;
import cloze.dataset.DocumentId;
import cloze.dataset.Documents;
import cloze.input.Portion;
import cloze.input.PortionReads;
import cloze.input.PortionRows;
import cloze.input.Unpacking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Documents from a few stretches of a corpus, read on the driver.
 *
 * @param stretches one for each place that was read
 * @param bytes length of the files in bytes, as stored
 */
public record CorpusSample(List<Stretch> stretches, long bytes) {
    private static final int TEXT = FoundTexts.CONTRACT.schema().fieldIndex(Texts.TEXT);
    private static final int WEIGHT = FoundTexts.CONTRACT.schema().fieldIndex(Texts.WEIGHT);
    private static final int REASON = FoundTexts.CONTRACT.schema().fieldIndex(RejectedTexts.REASON);

    /**
     * What was read at one place.
     *
     * @param documents in the order of the file
     * @param rejected number of rows that are not documents
     */
    public record Stretch(List<Sampled> documents, long rejected) {}

    /**
     * A document of the sample.
     *
     * @param row of {@link Documents}
     * @param weight of its input if it is a training document, otherwise 1
     * @param repeated whether an earlier document of the sample has the same text
     */
    public record Sampled(Row row, double weight, boolean repeated) {
        public String split() {
            return row.getString(1);
        }
    }

    /** Reads all rows of {@code places}. */
    static CorpusSample read(
            List<Portion> places,
            long bytes,
            PortionReads.Opener<Row> opener,
            Unpacking unpacking,
            IdentifyDocuments identify) {
        List<Stretch> stretches = new ArrayList<>();
        Map<String, Integer> copies = new HashMap<>();
        for (Portion place : places) {
            try (var reader = new PortionRows<>(place.ranges(), opener, unpacking)) {
                stretches.add(read(reader, copies, identify));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new CorpusSample(stretches, bytes);
    }

    private static Stretch read(PortionRows<Row> reader, Map<String, Integer> copies, IdentifyDocuments identify) {
        List<Sampled> documents = new ArrayList<>();
        long rejected = 0;
        while (reader.hasNext()) {
            Row found = reader.next();
            if (found.isNullAt(REASON)) {
                String text = found.getString(TEXT);
                documents.add(document(text, found.getDouble(WEIGHT), copies, identify));
            } else {
                rejected++;
            }
        }
        return new Stretch(documents, rejected);
    }

    private static Sampled document(
            String text, double weight, Map<String, Integer> copies, IdentifyDocuments identify) {
        DocumentId first = DocumentId.of(text);
        String hash = first.toString();
        int copy = copies.merge(hash, 1, Integer::sum);
        String split = IdentifyDocuments.split(hash, identify.validationFraction(), identify.seed());
        String id = new DocumentId(first.high(), first.low(), copy).toString();
        return new Sampled(RowFactory.create(id, split, text), split.equals(Documents.TRAIN) ? weight : 1, copy > 1);
    }

    /** Returns the number of documents. */
    public long documents() {
        return stretches.stream()
                .mapToLong(stretch -> stretch.documents().size())
                .sum();
    }
}
