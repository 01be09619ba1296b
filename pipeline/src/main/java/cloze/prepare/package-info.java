/**
 * Builds examples from documents: the plans of all stages, their output, quality tables and gates.
 *
 * <p>{@link cloze.prepare.Preparation} makes a whole prepare output from a corpus, or examples from any DataFrame:
 *
 * <pre>{@code
 * static Dataset<Row> examples(Dataset<Row> df) {
 *     RunConfig config = ConfigLoader.load(
 *             Optional.empty(), List.of("vocabulary.vocab-size = 120", "examples.max-seq-length = 32"));
 *     Dataset<Row> documents =
 *             FrameDocuments.of(df.select("id", "text"), "id", "text").plan(config);
 *
 *     // Trains a vocabulary; with vocabulary.file it reads one.
 *     ExamplePlan plan = Preparation.of(config).plan(documents);
 *     Dataset<Row> tokens = plan.tokenized(documents).cache();
 *     // Pairs alone: token ids, segment ids and next-sentence labels.
 *     Dataset<Row> pairs = plan.pairs(tokens);
 *     // Masks alone: any pairs in, masked examples out.
 *     return plan.masked(pairs);
 * }
 * }</pre>
 */
package cloze.prepare;
