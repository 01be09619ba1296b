package cloze.token;

import java.util.Arrays;

/** A growing list of token ids, without boxing. */
public final class IdBuffer {
    private int[] ids = new int[256];
    private int size;

    public void add(int id) {
        if (size == ids.length) {
            grow(size + 1);
        }
        ids[size++] = id;
    }

    public void addAll(int[] more) {
        if (ids.length - size < more.length) {
            grow(size + more.length);
        }
        if (more.length <= 4) {
            // Most words have few pieces; a loop avoids the overhead of arraycopy.
            for (int id : more) {
                ids[size++] = id;
            }
            return;
        }
        System.arraycopy(more, 0, ids, size, more.length);
        size += more.length;
    }

    public int size() {
        return size;
    }

    public int get(int index) {
        return ids[index];
    }

    public void clear() {
        size = 0;
    }

    /** Drops all but the first {@code length} ids. */
    public void truncate(int length) {
        size = length;
    }

    public int[] toArray() {
        return Arrays.copyOf(ids, size);
    }

    /** Copies the ids from {@code start} on. */
    int[] tail(int start) {
        return Arrays.copyOfRange(ids, start, size);
    }

    private void grow(int atLeast) {
        ids = Arrays.copyOf(ids, Math.max(atLeast, ids.length * 2));
    }
}
