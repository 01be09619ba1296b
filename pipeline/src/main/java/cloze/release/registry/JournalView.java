package cloze.release.registry;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A listing of a {@link Journal}.
 *
 * @param decided numbers of the records that are decided, newest first
 * @param ballots of all records
 */
record JournalView(List<Integer> decided, List<Ballot> ballots) {
    private static final Pattern DECIDED = Pattern.compile("(\\d{9})\\.json");
    private static final Pattern BALLOT = Pattern.compile("(\\d{9})-(\\d{6})-([0-9a-f-]{36})\\.(asked|accepted)");

    /**
     * An attempt to decide a record. Of two attempts at the same record the one with the higher round, then the higher
     * token, comes later.
     *
     * @param number of the record
     * @param round from 1
     * @param token unique to the attempt
     * @param isAccepted whether this is the file of the second phase, which holds the record
     */
    record Ballot(int number, int round, String token, boolean isAccepted) {
        private static final Comparator<Ballot> ORDER =
                Comparator.comparingInt(Ballot::round).thenComparing(Ballot::token);

        /** Returns a new attempt in {@code round}. */
        static Ballot asking(int number, int round) {
            return new Ballot(number, round, UUID.randomUUID().toString(), false);
        }

        Ballot accepting() {
            return new Ballot(number, round, token, true);
        }

        boolean isAfter(Ballot other) {
            return ORDER.compare(this, other) > 0;
        }

        String name() {
            return "%09d-%06d-%s.%s".formatted(number, round, token, isAccepted ? "accepted" : "asked");
        }
    }

    static JournalView of(List<String> names) {
        List<Integer> decided = names.stream()
                .map(DECIDED::matcher)
                .filter(Matcher::matches)
                .map(name -> Integer.valueOf(name.group(1)))
                .sorted(Comparator.reverseOrder())
                .toList();
        List<Ballot> ballots = names.stream()
                .map(BALLOT::matcher)
                .filter(Matcher::matches)
                .map(name -> new Ballot(
                        Integer.parseInt(name.group(1)),
                        Integer.parseInt(name.group(2)),
                        name.group(3),
                        name.group(4).equals("accepted")))
                .toList();
        return new JournalView(decided, ballots);
    }

    static String decidedName(int number) {
        return "%09d.json".formatted(number);
    }

    private Stream<Ballot> at(int number) {
        return ballots.stream().filter(ballot -> ballot.number() == number);
    }

    /** Returns the round after all rounds of record {@code number}. */
    int nextRound(int number) {
        return 1 + at(number).mapToInt(Ballot::round).max().orElse(0);
    }

    /** Returns whether another process has made an attempt after {@code mine}. */
    boolean isOvertaken(Ballot mine) {
        return at(mine.number()).anyMatch(other -> other.isAfter(mine));
    }

    /** Returns the accepted ballots of record {@code number}, latest first. */
    List<Ballot> accepted(int number) {
        return at(number)
                .filter(Ballot::isAccepted)
                .sorted(Ballot.ORDER.reversed())
                .toList();
    }

    /** Returns the numbers of all records of which there are files, possibly more than once. */
    Stream<Integer> numbers() {
        return Stream.concat(ballots.stream().map(Ballot::number), decided.stream());
    }
}
