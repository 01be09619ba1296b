package cloze.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.CorpusConfig.OnInvalid;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.SerializableWritable;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

class JavaSerializedTest {
    private static final ClassTag<Object> ANY = ClassTag$.MODULE$.apply(Object.class);

    /** What Kryo cannot read by itself. */
    private static final List<Object> VALUES = List.of(
            OnInvalid.SKIP,
            List.of(1, 2, 3),
            Map.of("a", List.of("b")),
            Set.of(1),
            new TreeMap<>(Map.of("a", List.of())),
            new EnumMap<>(Map.of(OnInvalid.FAIL, 1L)),
            new Nested(List.of(new Nested(List.of(), 1)), 2),
            "text");

    private record Nested(List<Nested> within, int number) implements Serializable {}

    static Stream<SerializerInstance> serializers() {
        var kryo = new SparkConf(false);
        return Stream.of(
                new JavaSerializer(kryo).newInstance(),
                new KryoSerializer(kryo).newInstance(),
                new KryoSerializer(kryo.clone().set("spark.kryo.referenceTracking", "false")).newInstance(),
                new KryoSerializer(kryo.clone().set("spark.kryo.unsafe", "true")).newInstance(),
                new KryoSerializer(kryo.clone().set("spark.kryo.registrationRequired", "true")).newInstance());
    }

    @SuppressWarnings("unchecked") // the test wrote it
    private static Object value(Object found) {
        return JavaSerialized.value((SerializableWritable<JavaSerialized<Object>>) found);
    }

    @ParameterizedTest
    @MethodSource("serializers")
    void anyValuePassesThroughAnySerializer(SerializerInstance serializer) {
        for (Object value : VALUES) {
            assertThat(value(serializer.deserialize(serializer.serialize(JavaSerialized.of(value), ANY), ANY)))
                    .isEqualTo(value);
        }
    }

    @ParameterizedTest
    @MethodSource("serializers")
    void severalPassThroughOneStream(SerializerInstance serializer) {
        var bytes = new ByteArrayOutputStream();
        var out = serializer.serializeStream(bytes);
        VALUES.forEach(value -> out.writeObject(JavaSerialized.of(value), ANY));
        out.close();
        var in = serializer.deserializeStream(new ByteArrayInputStream(bytes.toByteArray()));
        for (Object value : VALUES) {
            assertThat(value(in.readObject(ANY))).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @MethodSource("serializers")
    void whatIsNotSerializableIsNamed(SerializerInstance serializer) {
        assertThatThrownBy(() -> serializer.serialize(JavaSerialized.of(Optional.of(1)), ANY))
                .hasStackTraceContaining("java.util.Optional");
    }
}
