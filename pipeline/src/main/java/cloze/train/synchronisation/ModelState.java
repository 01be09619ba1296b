package cloze.train.synchronisation;

import cloze.train.optimiser.BertAdam;
import java.io.Serializable;

/**
 * The parameters of a network and the state of its optimiser, as sent between driver and workers: two arrays that Java
 * serialisation writes in bulk.
 *
 * @param parameters all parameters, in Deeplearning4j's flat order
 * @param updater the state of the optimiser, in Deeplearning4j's flat order; for {@link BertAdam} [m | v]
 */
@SuppressWarnings("ArrayRecordComponent") // handed on by reference, never changed and never compared
public record ModelState(float[] parameters, float[] updater) implements Serializable {}
