package cloze.train.averaging.slice;

import cloze.platform.ScalaSequences;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.reflect.ClassTag;

/**
 * The partitions of another RDD, each of which is computed when its first element is asked for. A shuffle otherwise
 * begins to fetch as soon as a task begins, even if the task does not need it.
 *
 * @param <T> the elements
 */
final class OnDemand<T> extends RDD<T> {
    private static final long serialVersionUID = 1L;

    private final ClassTag<T> tag;

    OnDemand(RDD<T> parent, ClassTag<T> tag) {
        super(parent, tag);
        this.tag = tag;
    }

    @Override
    public Partition[] getPartitions() {
        return firstParent(tag).partitions();
    }

    @Override
    public scala.collection.Iterator<T> compute(Partition split, TaskContext context) {
        return ScalaSequences.iterator(new Postponed<>(() -> firstParent(tag).iterator(split, context)));
    }

    /** An iterator that is made when it is first used. */
    private static final class Postponed<T> implements Iterator<T> {
        private final Supplier<scala.collection.Iterator<T>> source;
        private Optional<scala.collection.Iterator<T>> elements = Optional.empty();

        Postponed(Supplier<scala.collection.Iterator<T>> source) {
            this.source = source;
        }

        private scala.collection.Iterator<T> elements() {
            if (elements.isEmpty()) {
                elements = Optional.of(source.get());
            }
            return elements.get();
        }

        @Override
        public boolean hasNext() {
            return elements().hasNext();
        }

        @Override
        public T next() {
            return elements().next();
        }
    }
}
