package cloze.evaluate;

import cloze.ceiling.BayesAnswers;
import cloze.ceiling.Ceilings;
import cloze.ceiling.ReaderGuess;
import cloze.dataset.Task;
import cloze.network.graph.BatchPredictions;
import cloze.shard.MaskedExample;
import cloze.shard.Minibatch;
import cloze.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Masked sentences to read: one row per masked position, with the most likely pieces of the model, the truth and the
 * best reader's answer.
 */
final class AnswersTable {
    private static final int LIKELIEST = 5;

    static final StructType SCHEMA = schema();

    private final Vocabulary vocabulary;
    private final Ceilings ceilings;

    AnswersTable(Vocabulary vocabulary, Ceilings ceilings) {
        this.vocabulary = vocabulary;
        this.ceilings = ceilings;
    }

    private static StructType schema() {
        var schema = new StructType()
                .add("example_id", DataTypes.StringType)
                .add("input", DataTypes.StringType)
                .add("label", DataTypes.IntegerType)
                .add("random_probability", DataTypes.DoubleType)
                .add("bayes_random_probability", DataTypes.DoubleType)
                .add("position", DataTypes.IntegerType)
                .add("standing", DataTypes.StringType)
                .add("truth", DataTypes.StringType)
                .add("truth_probability", DataTypes.DoubleType)
                .add("bayes_answer", DataTypes.StringType)
                .add("bayes_probability", DataTypes.DoubleType)
                .add("bayes_truth_probability", DataTypes.DoubleType);
        for (int rank = 1; rank <= LIKELIEST; rank++) {
            schema =
                    schema.add("answer_" + rank, DataTypes.StringType).add("probability_" + rank, DataTypes.DoubleType);
        }
        return schema;
    }

    /** Returns the rows of {@code examples}, in their order. */
    List<Row> rows(ScoringNetwork scoring, List<MaskedExample> examples) {
        BatchPredictions predictions = scoring.predict(Minibatch.of(examples, 0));
        var reader = ceilings.open();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            MaskedExample example = examples.get(i);
            Optional<BayesAnswers> best = reader.map(bayes -> bayes.read(example));
            for (int index = 0; index < example.maskedIds().length; index++) {
                double[] probabilities = probabilities(scoring.logits(rows.size()));
                rows.add(row(
                        example, index, predictions.of(Task.NEXT_SENTENCE).probabilities()[i], best, probabilities));
            }
        }
        return rows;
    }

    private Row row(
            MaskedExample example,
            int index,
            double randomProbability,
            Optional<BayesAnswers> best,
            double[] probabilities) {
        int position = example.maskedPositions()[index];
        int original = example.maskedIds()[index];
        Optional<ReaderGuess> guess =
                best.map(answers -> answers.bothSentences().get(index));
        List<Object> cells = new ArrayList<>(Arrays.asList(
                example.exampleId(),
                Arrays.stream(example.inputIds()).mapToObj(vocabulary::piece).collect(Collectors.joining(" ")),
                example.label(Task.NEXT_SENTENCE),
                randomProbability,
                best.map(BayesAnswers::randomProbability).orElse(null),
                position,
                vocabulary.piece(example.inputIds()[position]),
                vocabulary.piece(original),
                probabilities[original],
                guess.map(ReaderGuess::answer).map(vocabulary::piece).orElse(null),
                guess.map(ReaderGuess::confidence).orElse(null),
                guess.map(ReaderGuess::truth).orElse(null)));
        for (int id : likeliest(probabilities, vocabulary.size())) {
            cells.add(vocabulary.piece(id));
            cells.add(probabilities[id]);
        }
        return RowFactory.create(cells.toArray());
    }

    /**
     * Considers only the first {@code pieces} ids, because a network may have more rows than the vocabulary has pieces.
     */
    private static List<Integer> likeliest(double[] probabilities, int pieces) {
        return IntStream.range(0, pieces)
                .boxed()
                .sorted((one, other) -> Double.compare(probabilities[other], probabilities[one]))
                .limit(LIKELIEST)
                .toList();
    }

    private static double[] probabilities(float[] logits) {
        double largest = IntStream.range(0, logits.length)
                .mapToDouble(id -> logits[id])
                .max()
                .orElse(0);
        double[] probabilities = IntStream.range(0, logits.length)
                .mapToDouble(id -> Math.exp(logits[id] - largest))
                .toArray();
        double sum = Arrays.stream(probabilities).sum();
        return Arrays.stream(probabilities).map(value -> value / sum).toArray();
    }
}
