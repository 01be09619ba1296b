/**
 * The models of scheduled retraining, on any Hadoop file system:
 *
 * <pre>
 * &lt;registry&gt;/champion           the number of the version in use
 * &lt;registry&gt;/versions/&lt;n&gt;/       a model folder, with version.json: the run that made it
 * &lt;registry&gt;/runs/, runs.csv    one row per run
 * &lt;registry&gt;/lease/             the holder of the lease, and its term; on an object store scratch files
 * &lt;registry&gt;/journal/           on an object store: all of this, and the holder of the lease, decided record by record
 * &lt;registry&gt;/validation/        the held-out examples on which every challenger and champion is measured
 * &lt;registry&gt;/data/&lt;n&gt;/           the examples on which version n was trained
 * &lt;registry&gt;/work/&lt;run&gt;/        intermediate results of an active run
 * &lt;registry&gt;/forgotten/          what was removed from the registry by order, as hashes, and the certificates
 * </pre>
 *
 * A process that changes anything must hold the lease. Readers need none, because everything they can see is complete.
 */
package cloze.release.registry;
