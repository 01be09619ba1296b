package cloze.train.averaging.slice;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.apache.spark.SparkEnv;
import org.apache.spark.serializer.SerializationStream;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Writes addresses and parcels. An address is 8 bytes. A part is a 1, the first parameter in 4 bytes, and the two vectors,
 * each as a number of elements in 4 bytes and the elements in little-endian order. A note is a 2, a number of bytes in 4
 * bytes, and an object in Java's serialisation.
 */
final class ParcelWriter extends SerializationStream {
    static final int PART = 1;
    static final int NOTE = 2;

    /** Elements that are converted at a time. */
    static final int CHUNK = 1 << 14;

    private final DataOutputStream out;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    ParcelWriter(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    @Override
    public <T> SerializationStream writeObject(T value, ClassTag<T> tag) {
        try {
            if (value instanceof Parcel.Part part) {
                out.writeByte(PART);
                out.writeInt(part.from());
                write(part.parameters());
                write(part.updater());
            } else if (value instanceof Parcel.Note note) {
                out.writeByte(NOTE);
                ByteBuffer bytes = SparkEnv.get()
                        .closureSerializer()
                        .newInstance()
                        .serialize(note.content(), ClassTag$.MODULE$.apply(Object.class));
                out.writeInt(bytes.remaining());
                out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            } else {
                out.writeLong((Long) value);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("Writing a parcel", e);
        }
    }

    private void write(FloatBuffer floats) throws IOException {
        int length = floats.remaining();
        out.writeInt(length);
        for (int begin = 0; begin < length; begin += CHUNK) {
            int count = Math.min(CHUNK, length - begin);
            chunk.asFloatBuffer().put(floats.slice(floats.position() + begin, count));
            out.write(chunk.array(), 0, count * Float.BYTES);
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing parcels", e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing parcels", e);
        }
    }
}
