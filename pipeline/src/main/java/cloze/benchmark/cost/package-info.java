/**
 * The cost of averaging as a function of the cluster, fitted to measurements. {@link cloze.benchmark.cost.CostModel} is the
 * entry; {@link cloze.benchmark.cost.RouteTerms} has the formulas.
 */
package cloze.benchmark.cost;
