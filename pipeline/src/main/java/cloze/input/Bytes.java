package cloze.input;

/** Numbers in arrays of bytes. */
final class Bytes {
    private Bytes() {}

    static int littleEndian(byte[] bytes, int at) {
        return Integer.reverseBytes(bigEndian(bytes, at));
    }

    static int bigEndian(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }
}
