package cloze.input.field;

import cloze.input.InvalidUtf8Exception;
import cloze.input.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * One value per row of a Parquet file: a column, or a field within structs.
 *
 * @param path the structs around it, outermost first, and the column itself
 */
public record ParquetColumn(List<Type> path) {
    public ParquetColumn {
        path = List.copyOf(path);
    }

    /**
     * Finds {@code name} in {@code schema}: the column of that name or, with dots between them, a path of names. A name
     * that contains a dot wins over a path.
     */
    public static Optional<ParquetColumn> named(String name, GroupType schema) {
        return path(name, schema).map(ParquetColumn::new);
    }

    private static Optional<List<Type>> path(String name, GroupType group) {
        if (group.containsField(name)) {
            return Optional.of(List.of(group.getType(name)));
        }
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            String first = name.substring(0, dot);
            if (group.containsField(first) && isStruct(group.getType(first))) {
                Type struct = group.getType(first);
                Optional<List<Type>> rest = path(name.substring(dot + 1), struct.asGroupType());
                if (rest.isPresent()) {
                    List<Type> path = new ArrayList<>(List.of(struct));
                    path.addAll(rest.get());
                    return Optional.of(path);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isStruct(Type type) {
        return !type.isPrimitive()
                && !type.isRepetition(Type.Repetition.REPEATED)
                && type.getLogicalTypeAnnotation() == null;
    }

    /** Returns a schema of this column alone. */
    public MessageType schema(String name) {
        Type only = type();
        for (int i = path.size() - 2; i >= 0; i--) {
            only = path.get(i).asGroupType().withNewFields(only);
        }
        return new MessageType(name, only);
    }

    /** Returns the type of the values. */
    public Type type() {
        return path.get(path.size() - 1);
    }

    /** Returns the names along the path, as they are in the footer. */
    public List<String> names() {
        return path.stream().map(Type::getName).toList();
    }

    /** Returns whether a row has at most one value, and that is not a struct. */
    public boolean isSingle() {
        return type().isPrimitive() && !type().isRepetition(Type.Repetition.REPEATED);
    }

    /** Returns whether a row may have no value. */
    public boolean isNullable() {
        return path.stream().anyMatch(type -> type.isRepetition(Type.Repetition.OPTIONAL));
    }

    /** Returns whether the values are text: bytes that a writer calls text, or says nothing about. */
    public boolean isText() {
        LogicalTypeAnnotation meaning = type().getLogicalTypeAnnotation();
        return isSingle()
                && type().asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY
                && (meaning == null
                        || meaning instanceof StringLogicalTypeAnnotation
                        || meaning instanceof EnumLogicalTypeAnnotation
                        || meaning instanceof JsonLogicalTypeAnnotation);
    }

    /** Returns the struct of {@code row} that holds the value; empty if there is no value. */
    public Optional<Group> holder(Group row) {
        Group holder = row;
        for (int i = 0; ; i++) {
            String name = path.get(i).getName();
            if (holder.getFieldRepetitionCount(name) == 0) {
                return Optional.empty();
            }
            if (i == path.size() - 1) {
                return Optional.of(holder);
            }
            holder = holder.getGroup(name, 0);
        }
    }

    /**
     * Returns a single value as it would be printed: a UUID with hyphens, a decimal with its point, a date as ISO-8601.
     *
     * @throws InvalidUtf8Exception if it is text with bytes that are not UTF-8
     */
    public String printed(Group holder) throws InvalidUtf8Exception {
        PrimitiveType type = type().asPrimitiveType();
        String name = type.getName();
        return switch (type.getPrimitiveTypeName()) {
            case INT32 -> type.stringifier().stringify(holder.getInteger(name, 0));
            case INT64 -> type.stringifier().stringify(holder.getLong(name, 0));
            case FLOAT -> Float.toString(holder.getFloat(name, 0));
            case DOUBLE -> Double.toString(holder.getDouble(name, 0));
            case BOOLEAN -> Boolean.toString(holder.getBoolean(name, 0));
            case INT96 -> type.stringifier().stringify(holder.getInt96(name, 0));
            case BINARY, FIXED_LEN_BYTE_ARRAY -> printed(holder.getBinary(name, 0), type);
        };
    }

    private String printed(Binary value, PrimitiveType type) throws InvalidUtf8Exception {
        if (!isText()) {
            return type.stringifier().stringify(value);
        }
        byte[] bytes = value.getBytesUnsafe();
        return Utf8.decode(bytes, 0, bytes.length);
    }
}
