package cloze.token;

import cloze.vocabulary.AddedToken;
import cloze.vocabulary.BasicTokenizer;
import cloze.vocabulary.Vocabulary;

/**
 * Encodes texts as token ids. Not thread-safe: it has buffers and a cache of the ids of stretches between spaces
 * ("word," and "word" are two stretches). The cache is a fixed table of at most about 15 MB, in which a new stretch
 * replaces the one in its slot.
 */
public final class TextEncoder {
    private static final int SLOT_BITS = 16;

    /** Longer stretches rarely repeat: they are addresses, or whole lines of a script without spaces. */
    private static final int LONGEST_REMEMBERED = 24;

    private final BasicTokenizer basic;
    private final WordLookup lookup;
    private final Vocabulary vocabulary;
    private final BasicTokenizer.WordSink sink = new PieceSink();
    private final String[] stretches = new String[1 << SLOT_BITS];
    private final int[][] rememberedIds = new int[1 << SLOT_BITS][];
    private final IdBuffer scratch = new IdBuffer();
    private IdBuffer target = scratch;

    TextEncoder(Tokenizer tokenizer) {
        this.basic = new BasicTokenizer(tokenizer.casing(), tokenizer.added());
        this.vocabulary = tokenizer.vocabulary();
        this.lookup = tokenizer.lookup();
    }

    /** Returns the ids of {@code text}, without specials. */
    public int[] encode(String text) {
        scratch.clear();
        encode(text, scratch);
        return scratch.toArray();
    }

    /** Appends the ids of {@code text} to {@code out}, without specials. */
    public void encode(String text, IdBuffer out) {
        target = out;
        int length = text.length();
        if (!basic.readsStretches()) {
            basic.words(text, 0, length, sink);
            return;
        }
        int position = 0;
        while (position < length) {
            int start = position;
            int hash = 0;
            while (position < length) {
                char character = text.charAt(position);
                if (BasicTokenizer.separates(character)) {
                    break;
                }
                hash = 31 * hash + character;
                position++;
            }
            if (start < position) {
                encodeStretch(text, start, position, hash);
            }
            position++;
        }
    }

    /** Appends the ids of one word, as split by a {@link BasicTokenizer} of the same casing. */
    void encodeWord(String word, IdBuffer out) {
        lookup.append(word.toCharArray(), 0, word.length(), out);
    }

    private void encodeStretch(String text, int start, int end, int hash) {
        int length = end - start;
        if (length > LONGEST_REMEMBERED) {
            basic.words(text, start, end, sink);
            return;
        }
        int slot = (hash * 0x9e3779b9) >>> (Integer.SIZE - SLOT_BITS);
        String known = stretches[slot];
        if (known != null && known.length() == length && text.startsWith(known, start)) {
            target.addAll(rememberedIds[slot]);
            return;
        }
        int before = target.size();
        basic.words(text, start, end, sink);
        stretches[slot] = text.substring(start, end);
        rememberedIds[slot] = target.tail(before);
    }

    /** Appends the ids of words and added tokens to {@link #target}. */
    private final class PieceSink implements BasicTokenizer.WordSink {
        @Override
        public void word(char[] characters, int start, int end) {
            lookup.append(characters, start, end, target);
        }

        @Override
        public void added(AddedToken token) {
            target.add(vocabulary.id(token.content()).orElseThrow());
        }
    }
}
