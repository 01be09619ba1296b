package cloze.vocabulary;

import java.util.HashMap;
import java.util.Map;

/**
 * Finds added tokens in a text, the leftmost first and of those that begin at the same place the longest. A find that is
 * not {@linkplain AddedToken#singleWord a single word} is skipped, and the search continues behind it.
 */
final class AddedTokenTrie {
    private final Node root = new Node();

    /** A state after some characters; {@code token} ends here, if it is not null. */
    private static final class Node {
        private final Map<Character, Node> next = new HashMap<>();
        private AddedToken token;
    }

    /** Receives a text's parts in order. */
    interface Parts {
        /** Receives {@code text} from {@code start} to before {@code end}, never empty and without added tokens. */
        void plain(String text, int start, int end);

        void added(AddedToken token);
    }

    /** Adds {@code token}, to be found where the text has {@code content}. */
    void add(String content, AddedToken token) {
        Node node = root;
        for (int i = 0; i < content.length(); i++) {
            node = node.next.computeIfAbsent(content.charAt(i), c -> new Node());
        }
        if (node.token == null) {
            node.token = token;
        }
    }

    boolean isEmpty() {
        return root.next.isEmpty();
    }

    /** Passes the parts of {@code text} from {@code from} to before {@code to} to {@code parts}. */
    void split(String text, int from, int to, Parts parts) {
        int pending = from;
        int position = from;
        while (position < to) {
            Node node = root;
            AddedToken found = null;
            int end = position + 1;
            for (int i = position; i < to; i++) {
                node = node.next.get(text.charAt(i));
                if (node == null) {
                    break;
                }
                if (node.token != null) {
                    found = node.token;
                    end = i + 1;
                }
            }
            if (found != null && !isPartOfWord(found, text, position, end)) {
                if (pending < position) {
                    parts.plain(text, pending, position);
                }
                parts.added(found);
                pending = end;
            }
            position = end;
        }
        if (pending < to) {
            parts.plain(text, pending, to);
        }
    }

    private static boolean isPartOfWord(AddedToken found, String text, int start, int end) {
        return found.singleWord() && (AddedToken.endsWithWord(text, start) || AddedToken.startsWithWord(text, end));
    }
}
