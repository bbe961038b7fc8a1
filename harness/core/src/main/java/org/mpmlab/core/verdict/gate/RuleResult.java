package org.mpmlab.core.verdict.gate;

import org.mpmlab.core.verdict.Judgement;

/**
 * A rule judged.
 *
 * @param rule what was asked
 * @param against what the figure was held against, in words
 * @param judgement the answer with its evidence
 * @param outcome what it means to the gate
 */
public record RuleResult(Rule rule, String against, Judgement judgement, Outcome outcome) {}
