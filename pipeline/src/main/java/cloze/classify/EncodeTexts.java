package cloze.classify;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.dataset.Contract;
import cloze.dataset.DocumentId;
import cloze.dataset.LabelledExamples;
import cloze.inference.TextLayout;
import cloze.token.TextEncoder;
import cloze.token.Tokenizer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;

/**
 * Encodes labelled texts as the network reads them.
 *
 * @param tokenizer the model's tokenizer
 * @param longest maximum number of tokens of an example, including specials
 * @param labels all labels in their order
 */
record EncodeTexts(Tokenizer tokenizer, int longest, List<String> labels) implements Serializable {
    static final String HASH = "hash";

    static final Contract CONTRACT = new Contract(
            "encoded_texts",
            new StructType()
                    .add(HASH, StringType, false, "hash of texts and label")
                    .add(
                            LabelledExamples.INPUT_IDS,
                            new ArrayType(IntegerType, false),
                            false,
                            "[CLS] A [SEP], or [CLS] A [SEP] B [SEP]; empty if a text is null or has no token")
                    .add(
                            LabelledExamples.SEGMENT_IDS,
                            new ArrayType(IntegerType, false),
                            false,
                            "0 through the first [SEP], then 1")
                    .add(LabelledExamples.LABEL, IntegerType, false, "index of the label"));

    EncodeTexts {
        labels = List.copyOf(labels);
    }

    /**
     * Encodes rows, one after another.
     *
     * @param rows the texts, then the label, all strings
     */
    Iterator<Row> encode(Iterator<Row> rows) {
        TextEncoder encoder = tokenizer.encoder();
        var layout = new TextLayout(tokenizer.vocabulary(), longest);
        Map<String, Integer> indexes = new HashMap<>();
        labels.forEach(label -> indexes.put(label, indexes.size()));
        Stream<Row> all = StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false);
        return all.map(row -> encoded(row, encoder, layout, indexes)).iterator();
    }

    private static Row encoded(Row row, TextEncoder encoder, TextLayout layout, Map<String, Integer> indexes) {
        int texts = row.size() - 1;
        String label = row.getString(texts);
        var identity = new StringBuilder(label);
        List<int[]> tokens = new ArrayList<>();
        for (int i = 0; i < texts; i++) {
            String text = row.isNullAt(i) ? "" : row.getString(i);
            // Lengths keep apart texts that would be equal when joined.
            identity.insert(0, text.length() + ":" + text);
            tokens.add(encoder.encode(text));
        }
        boolean isWhole = tokens.stream().noneMatch(ids -> ids.length == 0);
        TextLayout.LaidOut laid = isWhole ? layout.of(tokens) : new TextLayout.LaidOut(new int[0], new int[0]);
        return RowFactory.create(
                DocumentId.of(identity.toString()).toString(), laid.ids(), laid.segments(), indexes.get(label));
    }
}
