/**
 * The models of a scheduled retraining, on any file system that Hadoop knows:
 *
 * <pre>
 * &lt;registry&gt;/champion           the number of the version in use
 * &lt;registry&gt;/versions/&lt;n&gt;/       a model folder, with version.json: the run that made it
 * &lt;registry&gt;/runs/, runs.csv    one row per run
 * &lt;registry&gt;/lease/             who is at work, and until when
 * &lt;registry&gt;/validation/        the held-out examples that every challenger and champion is measured on
 * &lt;registry&gt;/data/&lt;n&gt;/           the examples version n was trained on
 * &lt;registry&gt;/work/&lt;run&gt;/        the steps of a run under way
 * </pre>
 *
 * Whoever changes anything holds the lease; whoever reads needs none: all that can be seen is whole.
 */
package cloze.release.registry;
