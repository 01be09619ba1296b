package cloze.token;

import cloze.token.TokenizeLines.Form;
import cloze.vocabulary.Vocabulary;
import java.util.Iterator;

/** Encodes lines one at a time, with a single space between tokens. */
final class EncodedLines implements Iterator<String> {
    private final Iterator<String> lines;
    private final TextEncoder encoder;
    private final Vocabulary vocabulary;
    private final Form form;
    private final IdBuffer ids = new IdBuffer();
    private final StringBuilder written = new StringBuilder();

    EncodedLines(Iterator<String> lines, Tokenizer tokenizer, Form form) {
        this.lines = lines;
        this.encoder = tokenizer.encoder();
        this.vocabulary = tokenizer.vocabulary();
        this.form = form;
    }

    @Override
    public boolean hasNext() {
        return lines.hasNext();
    }

    @Override
    public String next() {
        ids.clear();
        encoder.encode(lines.next(), ids);
        written.setLength(0);
        for (int i = 0; i < ids.size(); i++) {
            if (i > 0) {
                written.append(' ');
            }
            switch (form) {
                case IDS -> written.append(ids.get(i));
                case PIECES -> written.append(vocabulary.piece(ids.get(i)));
            }
        }
        return written.toString();
    }
}
