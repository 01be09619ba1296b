/**
 * BERT pre-training on Apache Spark. The packages in the order of the data flow; none depends on one further down. {@code pipeline/ARCHITECTURE.md}
 * shows how data moves through them.
 *
 * <ol>
 * <!-- packages -->
 *   <li>{@link cloze.error}
 *   <li>{@link cloze.platform}
 *   <li>{@link cloze.random}
 *   <li>{@link cloze.config}
 *   <li>{@link cloze.dataset}
 *   <li>{@link cloze.table}
 *   <li>{@link cloze.parallel}
 *   <li>{@link cloze.provenance}
 *   <li>{@link cloze.stage}
 *   <li>{@link cloze.input}
 *   <li>{@link cloze.corpus}
 *   <li>{@link cloze.curate}
 *   <li>{@link cloze.sentence}
 *   <li>{@link cloze.vocabulary}
 *   <li>{@link cloze.token}
 *   <li>{@link cloze.pair}
 *   <li>{@link cloze.mask}
 *   <li>{@link cloze.shard}
 *   <li>{@link cloze.quality}
 *   <li>{@link cloze.ceiling}
 *   <li>{@link cloze.tensor}
 *   <li>{@link cloze.network}
 *   <li>{@link cloze.train}
 *   <li>{@link cloze.tracking}
 *   <li>{@link cloze.evaluate}
 *   <li>{@link cloze.release}
 *   <li>{@link cloze.inference}
 *   <li>{@link cloze.classify}
 *   <li>{@link cloze.report}
 *   <li>{@link cloze.run}
 *   <li>{@link cloze.artifact}
 *   <li>{@link cloze.prepare}
 *   <li>{@link cloze.pretrain}
 *   <li>{@link cloze.experiment}
 *   <li>{@link cloze.retrain}
 *   <li>{@link cloze.forget}
 *   <li>{@link cloze.probe}
 *   <li>{@link cloze.benchmark}
 * <!-- end -->
 * </ol>
 */
package cloze;
