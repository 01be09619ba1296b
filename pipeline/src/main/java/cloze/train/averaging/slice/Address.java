package cloze.train.averaging.slice;

import org.apache.spark.Partitioner;

/** The address of a parcel, as one number: partition of the receiver, number of the sender. */
final class Address {
    private Address() {}

    static long of(int partition, int sender) {
        return (long) partition << Integer.SIZE | sender;
    }

    static int sender(long address) {
        return (int) address;
    }

    /** Brings parcels to the partition of their address. */
    static final class ByPartition extends Partitioner {
        private static final long serialVersionUID = 1L;

        private final int partitions;

        ByPartition(int partitions) {
            this.partitions = partitions;
        }

        @Override
        public int numPartitions() {
            return partitions;
        }

        @Override
        public int getPartition(Object address) {
            return (int) ((long) address >>> Integer.SIZE);
        }
    }
}
