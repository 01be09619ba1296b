package cloze.tensor;

import java.util.Arrays;
import java.util.Optional;

/** How a tensor's elements are stored. All types can be skipped; only floats of 16 to 64 bits can be read. */
public enum ElementType {
    BOOL(1),
    U8(1),
    I8(1),
    F8_E5M2(1),
    F8_E4M3(1),
    I16(2),
    U16(2),
    /** IEEE 754 binary16: 5 bits of exponent, 10 of fraction. */
    F16(2),
    /** bfloat16: the upper half of an {@link #F32}. */
    BF16(2),
    I32(4),
    U32(4),
    F32(4),
    F64(8),
    I64(8),
    U64(8);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Returns the bytes of one element. */
    int bytes() {
        return bytes;
    }

    /** Returns whether elements can be read as 32-bit floats. An {@link #F64} is rounded to the nearest. */
    public boolean isFloat() {
        return this == F64 || this == F32 || this == F16 || this == BF16;
    }

    static Optional<ElementType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
