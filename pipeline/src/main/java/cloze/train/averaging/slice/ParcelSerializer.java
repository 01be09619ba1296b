package cloze.train.averaging.slice;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import org.apache.spark.serializer.DeserializationStream;
import org.apache.spark.serializer.SerializationStream;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;

/**
 * Writes addressed parcels for Spark's shuffle, floats in bulk; {@link ParcelWriter} describes the bytes. Each parcel is
 * written by itself, so Spark may reorder the bytes of parcels without reading them.
 */
final class ParcelSerializer extends Serializer implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public SerializerInstance newInstance() {
        return new Streams();
    }

    @Override
    public boolean supportsRelocationOfSerializedObjects() {
        return true;
    }

    /** Opens streams. Spark's shuffle uses nothing else. */
    private static final class Streams extends SerializerInstance {
        @Override
        public SerializationStream serializeStream(OutputStream out) {
            return new ParcelWriter(out);
        }

        @Override
        public DeserializationStream deserializeStream(InputStream in) {
            return new ParcelReader(in);
        }

        @Override
        public <T> ByteBuffer serialize(T value, ClassTag<T> tag) {
            throw new UnsupportedOperationException("Parcels are written to streams");
        }

        @Override
        public <T> T deserialize(ByteBuffer bytes, ClassTag<T> tag) {
            throw new UnsupportedOperationException("Parcels are read from streams");
        }

        @Override
        public <T> T deserialize(ByteBuffer bytes, ClassLoader loader, ClassTag<T> tag) {
            throw new UnsupportedOperationException("Parcels are read from streams");
        }
    }
}
