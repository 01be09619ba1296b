package cloze.train.averaging.slice;

import cloze.platform.ScalaSequences;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.SparkEnv;
import org.apache.spark.serializer.DeserializationStream;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Reads what {@link ParcelWriter} has written. */
final class ParcelReader extends DeserializationStream {
    private static final int BUFFER = 1 << 16;

    private final DataInputStream in;
    private final byte[] chunk = new byte[ParcelWriter.CHUNK * Float.BYTES];

    ParcelReader(InputStream in) {
        this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
    }

    /** Returns all parcels with their addresses, and closes the stream after the last one. */
    @Override
    public scala.collection.Iterator<Tuple2<Object, Object>> asKeyValueIterator() {
        return ScalaSequences.iterator(new Parcels());
    }

    @Override
    public <T> T readObject(ClassTag<T> tag) {
        throw new UnsupportedOperationException("Parcels are read together with their addresses");
    }

    private Parcel parcel() throws IOException {
        int kind = in.readByte();
        if (kind == ParcelWriter.PART) {
            return new Parcel.Part(in.readInt(), floats(), floats());
        }
        if (kind == ParcelWriter.NOTE) {
            ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(in.readInt()));
            Object content = SparkEnv.get()
                    .closureSerializer()
                    .newInstance()
                    .deserialize(bytes, ClassTag$.MODULE$.apply(Object.class));
            return new Parcel.Note((Serializable) content);
        }
        throw new IOException(
                "Parcel: expected kind %d or %d, found %d".formatted(ParcelWriter.PART, ParcelWriter.NOTE, kind));
    }

    private FloatBuffer floats() throws IOException {
        float[] values = new float[in.readInt()];
        for (int begin = 0; begin < values.length; begin += ParcelWriter.CHUNK) {
            int count = Math.min(ParcelWriter.CHUNK, values.length - begin);
            in.readFully(chunk, 0, count * Float.BYTES);
            ByteBuffer.wrap(chunk)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values, begin, count);
        }
        return FloatBuffer.wrap(values);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading parcels", e);
        }
    }

    /** The parcels of the stream, each of which is read when it is asked for. */
    private final class Parcels implements Iterator<Tuple2<Object, Object>> {
        private boolean isAtEnd;

        @Override
        public boolean hasNext() {
            if (isAtEnd) {
                return false;
            }
            try {
                in.mark(1);
                isAtEnd = in.read() < 0;
                if (isAtEnd) {
                    close();
                } else {
                    in.reset();
                }
                return !isAtEnd;
            } catch (IOException e) {
                throw new UncheckedIOException("Reading parcels", e);
            }
        }

        @Override
        public Tuple2<Object, Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("No more parcels");
            }
            try {
                return new Tuple2<>(in.readLong(), parcel());
            } catch (IOException e) {
                throw new UncheckedIOException("Reading a parcel", e);
            }
        }
    }
}
