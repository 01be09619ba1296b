/** Decides before training which worker fits which minibatch in which round. */
package cloze.train.plan;
