package cloze.pair;

import cloze.config.ExamplesConfig;
import cloze.dataset.ExampleId;
import cloze.dataset.SentencePairs;
import cloze.vocabulary.SpecialIds;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Builds sentence pairs as pure functions of documents. Every draw is keyed by seed and example.
 *
 * @param config how pairs are built
 * @param specials ids of [CLS] and [SEP]
 * @param seed the run's seed
 */
record PairBuilder(ExamplesConfig config, SpecialIds specials, long seed) implements Serializable {

    PairingRule rule() {
        return PairingRule.of(config, seed);
    }

    /** Returns the examples of one of the document's dupe-factor pairings. */
    List<Draft> drafts(TokenizedDocument document, int duplicate) {
        return rule().drafts(document, duplicate);
    }

    /** Builds the examples of {@code document}, in all its pairings, whose segments both come from it. */
    Stream<SentencePair> neighbours(TokenizedDocument document) {
        return duplicates().flatMap(duplicate -> drafts(document, duplicate).stream()
                .filter(Draft.Neighbours.class::isInstance)
                .map(draft -> neighbours(document, duplicate, (Draft.Neighbours) draft)));
    }

    /** Builds the requests of {@code document}, in all its pairings: one for each example whose B comes from another. */
    Stream<Request> requests(TokenizedDocument document) {
        return duplicates().flatMap(duplicate -> drafts(document, duplicate).stream()
                .filter(Draft.Random.class::isInstance)
                .map(draft -> request(document, duplicate, (Draft.Random) draft)));
    }

    /** Returns the numbers of the pairings of a document. */
    Stream<Integer> duplicates() {
        return IntStream.range(0, config.dupeFactor()).boxed();
    }

    /** Builds an example whose segments both come from {@code document}. */
    SentencePair neighbours(TokenizedDocument document, int duplicate, Draft.Neighbours draft) {
        var example = new ExampleId(document.id(), duplicate, draft.index());
        Fitted fitted = fitted(document, duplicate, draft);
        return SentencePair.of(example, document, fitted.a(), fitted.b(), draft.label(), specials);
    }

    /** Cuts both segments from {@code document} and truncates them to fit. */
    Fitted fitted(TokenizedDocument document, int duplicate, Draft.Neighbours draft) {
        var example = new ExampleId(document.id(), duplicate, draft.index());
        var a = new Segment(document.tokenIds(), draft.a(), PairDraws.truncationOfA(seed, example), 0);
        var b = new Segment(document.tokenIds(), draft.b(), PairDraws.truncationOfB(seed, example), 0);
        Truncation.fit(a, b, config.maxPairTokens());
        return new Fitted(a, b);
    }

    /** Two segments that fit into an example. */
    record Fitted(Segment a, Segment b) {}

    /**
     * Draws the rank of the document that provides segment B: uniform over 0 to {@code documents}-1, without the ranks
     * in {@code own}, the document's copies.
     */
    long partnerRank(ExampleId example, DuplicateRun own, long documents) {
        long other = PairDraws.ofPartner(seed, example).nextLong(documents - own.count());
        return other < own.first() ? other : other + own.count();
    }

    /** Builds a request. Segment A is truncated as far as any B would require. */
    Request request(TokenizedDocument document, int duplicate, Draft.Random draft) {
        var example = new ExampleId(document.id(), duplicate, draft.index());
        var a = new Segment(document.tokenIds(), draft.a(), PairDraws.truncationOfA(seed, example), 0);
        Truncation.fitForAnyPartner(a, config.maxPairTokens());
        return new Request(example, a.copy(), a.dropped(), draft.targetLength());
    }

    /** Completes {@code request} with a segment B of {@code partner}. */
    SentencePair random(Request request, TokenizedDocument partner) {
        ExampleId example = request.example();
        Span span = rule().partnerSegment(partner, request.targetLength(), PairDraws.ofPartnerSegment(seed, example));
        var whole = new Span(0, request.a().length);
        var a = new Segment(request.a(), whole, PairDraws.truncationOfA(seed, example), request.dropped());
        var b = new Segment(partner.tokenIds(), span, PairDraws.truncationOfB(seed, example), 0);
        Truncation.fit(a, b, config.maxPairTokens());
        return SentencePair.of(example, partner, a, b, SentencePairs.IS_RANDOM, specials);
    }
}
