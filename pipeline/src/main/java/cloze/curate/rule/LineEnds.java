package cloze.curate.rule;

/** What a line begins and ends with. */
final class LineEnds {
    /** The marks of C4. */
    private static final String TERMINAL = ".!?\"";

    /** Closing quotation marks, an ellipsis, and the sentence ends of other scripts. */
    private static final String OTHER_TERMINAL =
            "\u201d\u2019\u00bb\u2026\u3002\uff01\uff1f\uff0e\u0964\u061f\u06d4\u0589\u1362";

    /** Bullets of the Gopher paper's kind. */
    private static final String BULLETS = "\u2022\u2023\u25b6\u25c0\u25e6\u25aa\u25ab\u25cf\u25cb\u25a0\u25a1\u2013-*";

    private LineEnds() {}

    /** Whether a stripped line ends with a mark that ends a sentence. */
    static boolean isTerminal(String line) {
        return isAmong(TERMINAL, last(line)) || isAmong(OTHER_TERMINAL, last(line));
    }

    static boolean isBullet(String line) {
        return isAmong(BULLETS, line.charAt(0));
    }

    static boolean isEllipsis(String line) {
        return line.endsWith("...") || last(line) == '\u2026';
    }

    private static char last(String line) {
        return line.charAt(line.length() - 1);
    }

    private static boolean isAmong(String marks, char mark) {
        return marks.indexOf(mark) >= 0;
    }
}
