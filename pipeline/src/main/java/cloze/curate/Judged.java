package cloze.curate;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.dataset.Contract;
import cloze.dataset.Documents;
import cloze.dataset.Verdicts;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** One row per document after the rules that look at one document alone. Written by {@link JudgeDocuments}. */
final class Judged {
    static final String DOCUMENT_ID = Documents.DOCUMENT_ID;
    static final String SPLIT = Documents.SPLIT;
    static final String TEXT = Documents.TEXT;
    static final String RULE = Verdicts.RULE;
    static final String VALUE = Verdicts.VALUE;
    static final String LIMIT = Verdicts.LIMIT;
    static final String DETAIL = Verdicts.DETAIL;
    static final String LANGUAGE = "language";
    static final String EXCERPT = "excerpt";
    static final String RELEASED = "released";
    static final String REPLACED = "replaced";

    static final Contract CONTRACT = new Contract(
            "judged_documents",
            new StructType()
                    .add(DOCUMENT_ID, StringType, false, "as in documents")
                    .add(SPLIT, StringType, false, "train or validation")
                    .add(TEXT, StringType, true, "the text after replacements; null if nothing needs it")
                    .add(RULE, StringType, true, "the first rule that the document breaks; null if it breaks none")
                    .add(VALUE, DoubleType, true, "what the rule measured, if it is a number")
                    .add(LIMIT, DoubleType, true, "the limit of the rule, if it has one")
                    .add(DETAIL, StringType, true, "the language found, or the set that the text occurs in")
                    .add(LANGUAGE, StringType, true, "the language found, if languages are told apart")
                    .add(EXCERPT, StringType, true, "how a text begins that breaks a rule")
                    .add(RELEASED, DataTypes.BooleanType, false, "whether the document is kept in any case")
                    .add(
                            REPLACED,
                            DataTypes.createArrayType(IntegerType, false),
                            false,
                            "number of replacements of each kind of personal data"));

    private Judged() {}
}
