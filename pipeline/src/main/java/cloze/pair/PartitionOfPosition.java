package cloze.pair;

import org.apache.spark.Partitioner;

/** Sends a request to the partition of the document at its position. */
final class PartitionOfPosition extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final DocumentRanks ranks;
    private final int partitions;

    /**
     * @param partitions of the documents
     */
    PartitionOfPosition(DocumentRanks ranks, int partitions) {
        this.ranks = ranks;
        this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
        return partitions;
    }

    @Override
    public int getPartition(Object position) {
        return ranks.partition((Long) position);
    }
}
