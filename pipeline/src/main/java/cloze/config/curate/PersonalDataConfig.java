package cloze.config.curate;

import cloze.config.Problems;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What happens to personal data, by kind.
 *
 * @param email e-mail addresses
 * @param phone telephone numbers
 * @param iban bank account numbers with a correct checksum
 * @param card payment card numbers with a correct checksum
 * @param ipAddress IP addresses, versions 4 and 6
 * @param replaceWith texts that take their place
 */
public record PersonalDataConfig(
        Action email, Action phone, Action iban, Action card, Action ipAddress, Replacements replaceWith)
        implements Serializable {
    /** What happens to personal data of a kind. */
    public enum Action {
        /** It stays. */
        KEEP,
        /** It is replaced by a fixed text. */
        REPLACE,
        /** The document breaks a rule. */
        DROP
    }

    /** The kinds of personal data. Where two begin at the same character, the earlier one in this order counts. */
    public enum Kind {
        EMAIL,
        IBAN,
        CARD,
        IP_ADDRESS,
        PHONE;

        /** Returns the value for this kind, out of one for each. */
        private <T> T among(T email, T phone, T iban, T card, T ipAddress) {
            return switch (this) {
                case EMAIL -> email;
                case PHONE -> phone;
                case IBAN -> iban;
                case CARD -> card;
                case IP_ADDRESS -> ipAddress;
            };
        }

        /** Returns the name of this kind in keys and verdicts, such as ip-address. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Returns the piece that stands for this kind where the vocabulary reserves it. */
        public String piece() {
            return "[" + name() + "]";
        }

        /** Returns the word that stands for this kind where no piece is reserved. */
        public String word() {
            return this == IP_ADDRESS ? "address" : key();
        }
    }

    /**
     * Texts that replace personal data. An empty one stands for the kind's piece if {@code vocabulary.reserved-pieces}
     * has it, and else for the kind's word.
     */
    public record Replacements(String email, String phone, String iban, String card, String ipAddress)
            implements Serializable {
        public Replacements {
            List<String> all = List.of(email, phone, iban, card, ipAddress);
            Problems.check(
                    CurateConfig.SECTION + ".pii",
                    problems -> problems.require(
                            all.stream().noneMatch(text -> text.chars().anyMatch(Character::isISOControl)),
                            "replace-with",
                            all,
                            "must be single lines"));
        }

        private String given(Kind kind) {
            return kind.among(email, phone, iban, card, ipAddress);
        }
    }

    /** Returns what happens to data of {@code kind}. */
    public Action action(Kind kind) {
        return kind.among(email, phone, iban, card, ipAddress);
    }

    /** Returns whether any kind is searched for. */
    boolean isOn() {
        return Stream.of(Kind.values()).anyMatch(kind -> action(kind) != Action.KEEP);
    }

    /**
     * Returns the text that replaces each kind.
     *
     * @param reservedPieces pieces that the tokenizer never splits
     */
    public Map<Kind, String> replacements(List<String> reservedPieces) {
        Map<Kind, String> texts = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            String byDefault = reservedPieces.contains(kind.piece()) ? kind.piece() : kind.word();
            String given = replaceWith.given(kind);
            texts.put(kind, given.isEmpty() ? byDefault : given);
        }
        return texts;
    }
}
