package cloze.train.averaging.slice;

import java.util.Arrays;

/**
 * Some consecutive elements of an array, which are not copied before they are sent.
 *
 * @param array holds them
 * @param offset index of the first one
 * @param length number of elements
 */
@SuppressWarnings("ArrayRecordComponent") // handed on by reference, never changed and never compared
record FloatRange(float[] array, int offset, int length) {
    static final FloatRange NONE = of(new float[0]);

    static FloatRange of(float[] array) {
        return new FloatRange(array, 0, array.length);
    }

    void copyTo(float[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
    }

    /** Returns the elements alone; the array itself if it has no others. */
    float[] values() {
        return length == array.length ? array : Arrays.copyOfRange(array, offset, offset + length);
    }
}
