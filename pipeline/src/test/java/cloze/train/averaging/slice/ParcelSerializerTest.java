package cloze.train.averaging.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.testing.SparkSessionExtension;
import cloze.train.averaging.NativeState;
import cloze.train.averaging.StateView;
import cloze.train.synchronisation.ModelState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.apache.spark.serializer.SerializationStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

@Tag("spark")
@Tag("platform")
@ExtendWith(SparkSessionExtension.class)
class ParcelSerializerTest {
    private static final ClassTag<Object> ANY = ClassTag$.MODULE$.apply(Object.class);

    /** More elements than are converted at a time, and values that a conversion to numbers might change. */
    private static final float[] FLOATS = new float[ParcelWriter.CHUNK + 3];

    static {
        for (int i = 0; i < FLOATS.length; i++) {
            FLOATS[i] = Float.intBitsToFloat(i * 997);
        }
        FLOATS[5] = -0f;
        FLOATS[6] = Float.NaN;
        FLOATS[7] = Float.MIN_VALUE;
    }

    @Test
    void parcelsArriveToTheBit(SparkSession spark) {
        var part = new Parcel.Part(7, FloatBuffer.wrap(FLOATS, 2, FLOATS.length - 3), FloatBuffer.allocate(0));
        byte[] bytes = written(-3, part, Integer.MAX_VALUE, new Parcel.Note("note"));
        Iterator<Tuple2<Object, Object>> read = read(bytes);
        Tuple2<Object, Object> first = read.next();
        assertThat(first._1()).isEqualTo(-3L);
        Parcel.Part found = (Parcel.Part) first._2();
        assertThat(found.from()).isEqualTo(7);
        assertThat(bits(found.parameters())).isEqualTo(bits(part.parameters()));
        assertThat(found.updater().remaining()).isZero();
        assertThat(read.next()).isEqualTo(new Tuple2<>((long) Integer.MAX_VALUE, new Parcel.Note("note")));
        assertThat(read.hasNext()).isFalse();
    }

    @Test
    void aPartInNativeMemoryHasTheBytesOfOneOnTheHeap(SparkSession spark) {
        NativeState memory = NativeState.allocate(FLOATS.length, 2);
        try {
            StateView.of(new ModelState(FLOATS, new float[] {1, -2})).copyTo(memory);
            int count = FLOATS.length - 3;
            var outside = new Parcel.Part(7, memory.parameters(2, count), memory.updater(0, 2));
            var onHeap = new Parcel.Part(7, FloatBuffer.wrap(FLOATS, 2, count), FloatBuffer.wrap(new float[] {1, -2}));
            assertThat(written(1, outside)).isEqualTo(written(1, onHeap));
        } finally {
            memory.close();
        }
    }

    @Test
    void theBytesOfAParcelDoNotDependOnThoseBefore(SparkSession spark) {
        var note = new Parcel.Note("note");
        var part = new Parcel.Part(1, FloatBuffer.wrap(FLOATS), FloatBuffer.wrap(FLOATS));
        byte[] both = written(1, note, 2, part);
        byte[] reversed = written(2, part, 1, note);
        int length = written(1, note).length;
        assertThat(Arrays.copyOfRange(both, 0, length))
                .isEqualTo(Arrays.copyOfRange(reversed, reversed.length - length, reversed.length));
    }

    @Test
    void aTruncatedParcelIsAnError(SparkSession spark) {
        byte[] bytes = written(1, Parcel.Part.ofParameters(1, FLOATS));
        Iterator<Tuple2<Object, Object>> read = read(Arrays.copyOf(bytes, bytes.length - 5));
        assertThatThrownBy(read::next).hasCauseInstanceOf(EOFException.class);
    }

    private static int[] bits(FloatBuffer floats) {
        int[] bits = new int[floats.remaining()];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(floats.get(floats.position() + i)));
        return bits;
    }

    /** @param addressed addresses and parcels in turn */
    private static byte[] written(Object... addressed) {
        var bytes = new ByteArrayOutputStream();
        SerializationStream out = new ParcelSerializer().newInstance().serializeStream(bytes);
        for (int i = 0; i < addressed.length; i += 2) {
            out.writeKey(((Integer) addressed[i]).longValue(), ClassTag$.MODULE$.apply(Long.class));
            out.writeValue(addressed[i + 1], ANY);
        }
        out.close();
        return bytes.toByteArray();
    }

    private static Iterator<Tuple2<Object, Object>> read(byte[] bytes) {
        return new ParcelSerializer()
                .newInstance()
                .deserializeStream(new ByteArrayInputStream(bytes))
                .asKeyValueIterator();
    }
}
