package cloze.run;

/**
 * Why the limits of a configuration refuse a result.
 *
 * @param reason what is beyond which limit, and what to do; whole sentences without the last full stop
 * @param evidence folder in the result that shows it
 */
public record Refusal(String reason, String evidence) {}
