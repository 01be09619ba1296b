package cloze.curate.duplicate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.min;

import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The connected components of a graph whose edges are pairs of near duplicates. Each document takes over the smallest
 * label among its neighbours, then the label of the document that this label names, until nothing changes. A label of
 * {@code k} steps away thus arrives after about log k rounds.
 */
public final class Clusters {
    /** The document. */
    public static final String ID = "document_id";

    /** The smallest id among the documents of its cluster. */
    public static final String CLUSTER = "cluster";

    private static final String NEIGHBOUR = "neighbour";
    private static final String OWN = "own";

    private Clusters() {}

    /**
     * Labels the documents of {@code pairs} with their clusters. Runs Spark jobs.
     *
     * @param pairs columns {@link NearDuplicates#FIRST} and {@link NearDuplicates#SECOND}, cheap to read
     * @param scratch a folder for the rounds, which the caller removes when the result is no longer needed
     */
    public static Dataset<Row> of(Dataset<Row> pairs, Path scratch) {
        Dataset<Row> edges = Scratch.stored(
                NearDuplicates.bothWays(pairs, NEIGHBOUR).select(ID, NEIGHBOUR), new Path(scratch, "edges"));
        Dataset<Row> labels = Scratch.stored(
                edges.groupBy(ID).agg(least(col(ID), min(NEIGHBOUR)).as(CLUSTER)), new Path(scratch, "labels-0"));
        for (int round = 1; ; round++) {
            Dataset<Row> next = Scratch.stored(next(edges, labels), new Path(scratch, "labels-" + round));
            if (next.where(col(CLUSTER).notEqual(col(OWN))).isEmpty()) {
                return next.select(ID, CLUSTER);
            }
            labels = next.select(ID, CLUSTER);
        }
    }

    /** Plans one round. Column {@link #OWN} holds the label before it. */
    private static Dataset<Row> next(Dataset<Row> edges, Dataset<Row> labels) {
        Dataset<Row> ofNeighbours = edges.join(labels.withColumnRenamed(ID, NEIGHBOUR), NEIGHBOUR)
                .groupBy(ID)
                .agg(min(CLUSTER).as("least"));
        Dataset<Row> taken = ofNeighbours
                .join(labels, ID)
                .select(
                        col(ID),
                        col(CLUSTER).as(OWN),
                        least(col("least"), col(CLUSTER)).as("taken"));
        Dataset<Row> jumps = labels.select(col(ID).as("taken"), col(CLUSTER));
        return taken.join(jumps, "taken")
                .select(col(ID), col(OWN), least(col("taken"), col(CLUSTER)).as(CLUSTER));
    }
}
