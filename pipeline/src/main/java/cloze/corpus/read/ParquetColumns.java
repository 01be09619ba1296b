package cloze.corpus.read;

import cloze.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * Selects the columns to read from one Parquet file: the text and, if configured, the id. Checks each file's own
 * schema.
 */
final class ParquetColumns extends ReadSupport<Group> {
    private final String file;
    private final ReadRules rules;

    ParquetColumns(String file, ReadRules rules) {
        this.file = file;
        this.rules = rules;
    }

    @Override
    public ReadContext init(InitContext context) {
        return new ReadContext(chosen(context.getFileSchema()));
    }

    /**
     * Selects the text column, then the id column, from a file's schema.
     *
     * @throws InvalidInputException if one is missing or has another type
     */
    MessageType chosen(MessageType schema) {
        List<Type> columns = new ArrayList<>();
        columns.add(column(schema, rules.textColumn(), "text-column"));
        if (!isText(columns.get(0))) {
            throw new InvalidInputException(
                    "File %s: column %s is %s, expected a string. Name the column of the text in corpus.text-column; the columns are %s."
                            .formatted(file, rules.textColumn(), columns.get(0), names(schema)));
        }
        if (!rules.idColumn().isEmpty()) {
            Type id = column(schema, rules.idColumn(), "id-column");
            if (!isSingle(id)) {
                throw new InvalidInputException(
                        "File %s: column %s is %s, expected a string or a number. Name the column of the id in corpus.id-column; the columns are %s."
                                .formatted(file, rules.idColumn(), id, names(schema)));
            }
            columns.add(id);
        }
        return new MessageType(schema.getName(), columns);
    }

    private Type column(MessageType schema, String name, String key) {
        if (!schema.containsField(name)) {
            throw new InvalidInputException(
                    "File %s has no column %s; it has %s. Name a column that every file has in corpus.%s."
                            .formatted(file, name, names(schema), key));
        }
        return schema.getType(name);
    }

    private static String names(MessageType schema) {
        return String.join(", ", schema.getFields().stream().map(Type::getName).toList());
    }

    private static boolean isSingle(Type type) {
        return type.isPrimitive() && !type.isRepetition(Type.Repetition.REPEATED);
    }

    private static boolean isText(Type type) {
        return isSingle(type) && type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
    }

    @Override
    public RecordMaterializer<Group> prepareForRead(
            Configuration hadoop, Map<String, String> metadata, MessageType fileSchema, ReadContext context) {
        return new GroupRecordConverter(context.getRequestedSchema());
    }
}
