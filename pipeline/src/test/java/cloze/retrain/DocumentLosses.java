package cloze.retrain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * How much lower the losses of a challenger are than those of its champion, document by document. The recorded ones are
 * from real nights: a BERT tiny learnt from novels for 300 steps, and each challenger for 50 more from new chapters and replayed
 * ones. {@link RecordDocumentLosses} recorded them.
 *
 * @param words masked words of each document
 * @param wordGains sums of the gains in masked-word loss, in nats
 * @param pairs sentence pairs of each document
 * @param pairGains sums of the gains in next-sentence loss, in nats
 */
record DocumentLosses(double[] words, double[] wordGains, double[] pairs, double[] pairGains) {
    static final String HEAD = "version,document,masked_words,masked_lm_gain,pairs,next_sentence_gain";

    /** Reads the recorded comparisons. */
    static List<DocumentLosses> recorded() throws IOException {
        Map<String, List<double[]>> byVersion = new TreeMap<>();
        try (InputStream file = DocumentLosses.class.getResourceAsStream("/cloze/retrain/document-losses.csv")) {
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",");
                double[] numbers = {
                    Double.parseDouble(cells[2]),
                    Double.parseDouble(cells[3]),
                    Double.parseDouble(cells[4]),
                    Double.parseDouble(cells[5])
                };
                byVersion
                        .computeIfAbsent(cells[0], version -> new ArrayList<>())
                        .add(numbers);
            }
        }
        return byVersion.values().stream().map(DocumentLosses::of).toList();
    }

    private static DocumentLosses of(List<double[]> rows) {
        return new DocumentLosses(column(rows, 0), column(rows, 1), column(rows, 2), column(rows, 3));
    }

    private static double[] column(List<double[]> rows, int index) {
        return rows.stream().mapToDouble(row -> row[index]).toArray();
    }

    int size() {
        return words.length;
    }

    /** Returns the same variation between documents around a true gain of {@code gain} nats. */
    DocumentLosses shifted(double gain) {
        double ofWords = sum(wordGains) / sum(words);
        double ofPairs = sum(pairGains) / sum(pairs);
        double[] shiftedWords = new double[size()];
        double[] shiftedPairs = new double[size()];
        for (int i = 0; i < size(); i++) {
            shiftedWords[i] = wordGains[i] + (gain - ofWords) * words[i];
            shiftedPairs[i] = pairGains[i] - ofPairs * pairs[i];
        }
        return new DocumentLosses(words, shiftedWords, pairs, shiftedPairs);
    }

    private static double sum(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** Draws {@code count} documents with replacement. */
    int[] draw(int count, SplittableRandom random) {
        return random.ints(count, 0, size()).toArray();
    }

    /**
     * Returns the gain on some documents, with the standard error that a bootstrap of them would have with very many
     * resamplings: the root of the sum of the squared influences of the documents on the two ratios (Efron and
     * Tibshirani, "An introduction to the bootstrap", 1993, section 21).
     */
    GainTest measured(int... documents) {
        double allWords = 0;
        double allPairs = 0;
        double wordGain = 0;
        double pairGain = 0;
        for (int document : documents) {
            allWords += words[document];
            allPairs += pairs[document];
            wordGain += wordGains[document];
            pairGain += pairGains[document];
        }
        double ofWords = wordGain / allWords;
        double ofPairs = pairGain / allPairs;
        double variance = 0;
        for (int document : documents) {
            double influence = (wordGains[document] - ofWords * words[document]) / allWords
                    + (pairGains[document] - ofPairs * pairs[document]) / allPairs;
            variance += influence * influence;
        }
        return new GainTest(ofWords + ofPairs, Math.sqrt(variance), documents.length);
    }
}
