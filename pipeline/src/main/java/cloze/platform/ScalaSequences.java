package cloze.platform;

import java.util.Iterator;
import java.util.List;
import scala.Predef;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag;

/**
 * Converts between Java's collections and the sequences that Spark's interfaces and rows hold. Scala 2.12 and 2.13
 * differ in the classes of these sequences, so only this class handles them.
 */
@SuppressWarnings("deprecation") // Scala 2.13 deprecates JavaConverters; its successor does not exist in 2.12
public final class ScalaSequences {
    /** Spark's class for an array of integers in a row. */
    private static final Class<?> INTEGERS = Predef.wrapIntArray(new int[0]).getClass();

    private ScalaSequences() {}

    /** Returns a view of {@code sequence}. */
    public static <T> List<T> asJava(Seq<T> sequence) {
        return JavaConverters.seqAsJavaList(sequence);
    }

    /** Returns an immutable copy, which is a {@code Seq} in both versions of Scala. */
    public static <T> scala.collection.immutable.List<T> of(List<T> list) {
        return JavaConverters.asScalaBuffer(list).toList();
    }

    /** Returns a view of {@code iterator}. */
    public static <T> scala.collection.Iterator<T> iterator(Iterator<T> iterator) {
        return JavaConverters.asScalaIterator(iterator);
    }

    /** Returns the sequence that Spark expects in a row for an array column. */
    public static Object inRow(Object[] elements) {
        return Predef.wrapRefArray(elements);
    }

    /** Returns the integers of an array column of a row. The result must not be modified. */
    public static int[] integers(Object sequence) {
        if (INTEGERS.isInstance(sequence)) {
            return (int[]) ((Seq<?>) sequence).toArray(ClassTag.Int());
        }
        // Boxed integers: unlike toArray, this fails on a null.
        return asJava((Seq<?>) sequence).stream()
                .mapToInt(element -> (int) element)
                .toArray();
    }
}
