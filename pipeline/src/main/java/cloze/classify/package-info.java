/**
 * Fine-tunes all weights of a pre-trained BERT to classify texts or pairs of texts. {@link cloze.classify.BertClassifier}
 * is an estimator of Spark ML, which trains with the averaging trainer of {@code cloze.train};
 * {@link cloze.classify.BertClassifierModel} is the model that it fits.
 */
package cloze.classify;
