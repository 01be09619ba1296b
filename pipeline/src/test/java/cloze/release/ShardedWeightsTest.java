package cloze.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests weights in several files, and the types they may be stored in. */
class ShardedWeightsTest {
    private static final String FIRST = "model-00001-of-00002.safetensors";
    private static final String SECOND = "model-00002-of-00002.safetensors";
    private static final String BIAS = "bert.pooler.dense.bias";

    @TempDir
    Path folder;

    private Path index;

    @BeforeEach
    void split() throws IOException {
        HandWrittenFolder.complete().writeSharded(folder, FIRST, SECOND);
        index = folder.resolve("model.safetensors.index.json");
    }

    private ModelWeights read() throws IOException {
        ModelFolder model = GoldenModel.folder(folder);
        model.check();
        return model.weights(5);
    }

    private void assertRefused(Class<? extends Throwable> kind, String... parts) {
        assertThatThrownBy(this::read).isInstanceOf(kind).hasMessageContainingAll(parts);
    }

    private void replaceInIndex(String part, String other) throws IOException {
        String text = Files.readString(index);
        assertThat(text).contains(part);
        Files.writeString(index, text.replace(part, other));
    }

    @Test
    void twoFilesGiveTheWeightsOfOne(@TempDir Path single) throws IOException {
        ModelWeights whole = HandWrittenFolder.complete().write(single).weights(5);
        assertThat(read()).isEqualTo(whole);
        Files.copy(single.resolve("model.safetensors"), folder.resolve("model.safetensors"));
        Files.writeString(index, "{}");
        assertThat(read()).isEqualTo(whole);
    }

    @Test
    void aMissingShardIsNamed() throws IOException {
        Files.delete(folder.resolve(SECOND));
        assertRefused(InvalidInputException.class, index.toString(), SECOND, "found none", "copy all files");
    }

    @Test
    void aShardCutShortIsDamage() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(FIRST));
        Files.write(folder.resolve(FIRST), Arrays.copyOf(bytes, bytes.length - 1));
        assertRefused(CorruptArtifactException.class, FIRST, "bytes of data");
    }

    @Test
    void aTensorInTwoShardsIsNamed() throws IOException {
        Files.copy(folder.resolve(FIRST), folder.resolve("model-00003.safetensors"));
        replaceInIndex("\"cls.predictions.bias\": \"" + SECOND, "\"cls.predictions.bias\": \"model-00003.safetensors");
        assertRefused(CorruptArtifactException.class, SECOND, "found also cls.predictions.bias", "different models");
    }

    @Test
    void aTensorThatIsNotInTheIndexIsNamed() throws IOException {
        replaceInIndex("\"" + BIAS + "\": \"" + SECOND + "\", ", "");
        assertRefused(CorruptArtifactException.class, SECOND, "found also " + BIAS);
    }

    @Test
    void aTensorThatIsOnlyInTheIndexIsNamed() throws IOException {
        replaceInIndex("\"" + BIAS + "\": ", "\"one.more\": \"" + SECOND + "\", \"" + BIAS + "\": ");
        assertRefused(CorruptArtifactException.class, "expected one.more in " + SECOND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../other/model.safetensors",
                "/etc/model.safetensors",
                "sub/model.safetensors",
                "file:model.safetensors",
                "..\\\\model.safetensors",
                ".safetensors",
                "pytorch_model.bin",
                ""
            })
    void aFileOutsideTheFolderIsRefused(String file) throws IOException {
        replaceInIndex(SECOND, file);
        assertRefused(InvalidInputException.class, "index.json", "same folder", file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"weight_map\": {}}", "{\"weight_map\": []}", "{\"weight_map\": {\"a\": 1}}"})
    void anIndexWithoutFilesIsRefused(String text) throws IOException {
        Files.writeString(index, text);
        assertRefused(InvalidInputException.class, "index.json: expected");
    }

    @Test
    void aFolderWithoutWeightsNamesBothForms() throws IOException {
        Files.delete(index);
        assertRefused(InvalidInputException.class, "model.safetensors", "index.json", "safe_serialization=True");
    }

    private void store(String type, ByteBuffer data) throws IOException {
        Files.delete(index);
        byte[] values = new byte[data.capacity()];
        data.duplicate().position(0).get(values);
        HandWrittenFolder.complete().with(BIAS, type, new int[] {4}, values).write(folder);
    }

    private static ByteBuffer bytes(int each) {
        return ByteBuffer.allocate(4 * each).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void doublesAreRoundedToFloats() throws IOException {
        store("F64", bytes(8).putDouble(0.1).putDouble(-2).putDouble(1e-300).putDouble(Math.PI));
        float[] bias = read().parameters().stream()
                .filter(tensor -> tensor.name().equals("next-sentence.poolerBias"))
                .findFirst()
                .orElseThrow()
                .values();
        assertThat(bias).containsExactly(0.1f, -2, 0, (float) Math.PI);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e300, Double.NaN, Double.NEGATIVE_INFINITY})
    void doublesThatNoFloatHoldsAreNotDamage(double value) throws IOException {
        store("F64", bytes(8).putDouble(value));
        assertRefused(InvalidInputException.class, BIAS, "float32", "stored as F64");
    }

    @ParameterizedTest
    @CsvSource({"I64, 8", "U8, 1", "BOOL, 1", "F8_E4M3, 1"})
    void otherTypesAreNamedBeforeAnythingIsRead(String type, int each) throws IOException {
        store(type, bytes(each));
        assertRefused(InvalidInputException.class, BIAS + ": expected F64, F32, F16 or BF16, found " + type, "float32");
    }

    @ParameterizedTest
    @CsvSource({"F16, 15360", "BF16, 16256"})
    void halfPrecisionIsRead(String type, int one) throws IOException {
        ByteBuffer ones = bytes(2);
        for (int i = 0; i < 4; i++) {
            ones.putShort((short) one);
        }
        store(type, ones);
        assertThat(read().parameters())
                .filteredOn(tensor -> tensor.name().equals("next-sentence.poolerBias"))
                .allSatisfy(tensor -> assertThat(tensor.values()).containsExactly(1, 1, 1, 1));
    }
}
