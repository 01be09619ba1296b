package cloze.retrain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * How much lower the losses of a challenger are than those of its champion, document by document. The recorded ones are
 * from real nights: a BERT tiny learnt from novels for 300 steps, and each challenger for 50 more from new chapters and replayed
 * ones. {@link RecordDocumentLosses} recorded them.
 *
 * @param documents one by one
 */
record DocumentLosses(List<Document> documents) {
    static final String HEAD = "version,document,masked_words,masked_lm_gain,pairs,next_sentence_gain";

    /**
     * One document.
     *
     * @param words number of masked words
     * @param wordGain sum of the gains in masked-word loss, in nats
     * @param pairs number of sentence pairs
     * @param pairGain sum of the gains in next-sentence loss, in nats
     */
    private record Document(double words, double wordGain, double pairs, double pairGain) {}

    DocumentLosses {
        documents = List.copyOf(documents);
    }

    /** Reads the recorded comparisons. */
    static List<DocumentLosses> recorded() throws IOException {
        Map<String, List<Document>> byVersion = new TreeMap<>();
        try (InputStream file = DocumentLosses.class.getResourceAsStream("/cloze/retrain/document-losses.csv")) {
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",", -1);
                byVersion
                        .computeIfAbsent(cells[0], version -> new ArrayList<>())
                        .add(new Document(
                                Double.parseDouble(cells[2]),
                                Double.parseDouble(cells[3]),
                                Double.parseDouble(cells[4]),
                                Double.parseDouble(cells[5])));
            }
        }
        return byVersion.values().stream().map(DocumentLosses::new).toList();
    }

    int size() {
        return documents.size();
    }

    /** Returns the same variation between documents around a true gain of {@code gain} nats. */
    DocumentLosses shifted(double gain) {
        double ofWords = sum(Document::wordGain) / sum(Document::words);
        double ofPairs = sum(Document::pairGain) / sum(Document::pairs);
        return new DocumentLosses(documents.stream()
                .map(document -> new Document(
                        document.words(),
                        document.wordGain() + (gain - ofWords) * document.words(),
                        document.pairs(),
                        document.pairGain() - ofPairs * document.pairs()))
                .toList());
    }

    private double sum(ToDoubleFunction<Document> quantity) {
        return documents.stream().mapToDouble(quantity).sum();
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
    GainTest measured(int... drawn) {
        double allWords = 0;
        double allPairs = 0;
        double wordGain = 0;
        double pairGain = 0;
        for (int index : drawn) {
            Document document = documents.get(index);
            allWords += document.words();
            allPairs += document.pairs();
            wordGain += document.wordGain();
            pairGain += document.pairGain();
        }
        double ofWords = wordGain / allWords;
        double ofPairs = pairGain / allPairs;
        double variance = 0;
        for (int index : drawn) {
            Document document = documents.get(index);
            double influence = (document.wordGain() - ofWords * document.words()) / allWords
                    + (document.pairGain() - ofPairs * document.pairs()) / allPairs;
            variance += influence * influence;
        }
        return new GainTest(ofWords + ofPairs, Math.sqrt(variance), drawn.length);
    }
}
