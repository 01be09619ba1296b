package cloze.table;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * JSON that this program writes and reads into records. A file may be damaged or made by somebody else, so it is read
 * strictly: a component that is missing, null or named twice, a null in a list, and content behind the value are
 * errors, instead of nulls that surface far from the file.
 */
public final class StoredJson {
    private StoredJson() {}

    /** Returns the builder of a mapper whose reading throws a {@code JsonProcessingException} for each such fault. */
    public static JsonMapper.Builder strict() {
        return JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL));
    }

    /**
     * Reads all of {@code in} as JSON. Decodes it here, because Jackson would take some damage for another encoding and
     * report that as failed reading.
     *
     * @throws JsonProcessingException if it is damaged
     */
    public static JsonNode tree(ObjectMapper strict, InputStream in) throws IOException {
        return strict.readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }

    /**
     * Converts {@code json} to a record.
     *
     * @param strict a mapper of {@link #strict}
     * @throws JsonProcessingException if it is not an object with the components of {@code type}
     */
    public static <T extends Record> T value(ObjectMapper strict, JsonNode json, Class<T> type)
            throws JsonProcessingException {
        if (!json.isObject()) {
            throw MismatchedInputException.from(null, type, "no JSON object");
        }
        return strict.treeToValue(json, type);
    }
}
