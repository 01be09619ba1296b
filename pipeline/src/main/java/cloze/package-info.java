/**
 * BERT pre-training on Apache Spark. The packages in the order of the data flow; none depends on one further down:
 *
 * <ol>
 *   <li>{@code error}, {@code random}, {@code config}, {@code dataset}, {@code table}, {@code parallel}, {@code provenance}, {@code stage}: what every
 *       stage stands on
 *   <li>{@code corpus}: files or a generated language to documents
 *   <li>{@code sentence}: documents to sentences
 *   <li>{@code vocabulary}: sentences to a vocabulary
 *   <li>{@code token}: sentences to token ids
 *   <li>{@code pair}: token ids to pairs for next-sentence prediction
 *   <li>{@code mask}: pairs to masked examples
 *   <li>{@code shard}: masked examples to training shards and minibatches
 *   <li>{@code quality}: all of these to quality tables, and gates over the tables
 *   <li>{@code tensor}: named arrays of floats and their file format
 *   <li>{@code network}: the two-headed BERT
 *   <li>{@code train}: shards and network to checkpoints
 *   <li>{@code tracking}: a training run's rounds to metrics systems
 *   <li>{@code evaluate}: a checkpoint and held-out examples to evaluation tables
 *   <li>{@code release}: checkpoints to model folders in Hugging Face's layout, and back; the registry of a model's versions
 *   <li>{@code report}: tables to pages
 *   <li>{@code benchmark}: how fast all this is here
 * </ol>
 */
package cloze;
