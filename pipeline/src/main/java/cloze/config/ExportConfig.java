package cloze.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What accompanies an exported model.
 *
 * @param evaluation output of an evaluate run of the same model, whose metrics the model card shows; if empty, it shows
 *     those of the training log
 * @param license license of the model, an identifier of the Hugging Face Hub; empty if none is stated
 * @param licenseName name of the license, if {@code license} is other
 * @param licenseLink file or address of that license
 * @param datasets ids of data sets on the Hub that the corpus was taken from
 */
public record ExportConfig(
        String evaluation, String license, String licenseName, String licenseLink, List<String> datasets) {
    private static final String OTHER = "other";

    /** Identifiers such as apache-2.0; the full list is at hf.co/docs/hub/repositories-licenses. */
    private static final Pattern LICENSE = Pattern.compile("([a-z0-9][a-z0-9.-]*)?");

    /** A name, or an owner and a name. */
    private static final Pattern DATASET = Pattern.compile("[A-Za-z0-9][\\w.-]*(/[A-Za-z0-9][\\w.-]*)?");

    public ExportConfig {
        datasets = List.copyOf(datasets);
        List<String> ids = datasets;
        Problems.check("export", problems -> problems.require(
                        LICENSE.matcher(license).matches(),
                        "license",
                        license,
                        "must be an identifier of hf.co/docs/hub/repositories-licenses, such as apache-2.0, or other")
                .require(
                        license.equals(OTHER) == !licenseName.isEmpty()
                                && license.equals(OTHER) == !licenseLink.isEmpty(),
                        "license",
                        license,
                        "must be other if, and only if, license-name and license-link are given")
                .require(
                        ids.stream().allMatch(id -> DATASET.matcher(id).matches()),
                        "datasets",
                        ids,
                        "must be ids of data sets on the Hugging Face Hub: a name, or owner/name"));
    }

    /** Returns a copy that shows the metrics of another evaluate run. */
    public ExportConfig showing(String otherEvaluation) {
        return Records.copy(this, Map.of("evaluation", otherEvaluation));
    }

    /** Returns what the card states beyond measured facts; empty if nothing is stated. */
    public List<Object> statements() {
        List<Object> all = List.of(license, licenseName, licenseLink, datasets);
        return all.equals(List.of("", "", "", List.of())) ? List.of() : all;
    }
}
