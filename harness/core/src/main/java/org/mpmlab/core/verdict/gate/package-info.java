/** From a gate's rules and stored runs, one of them perhaps a baseline, to one judgement for each rule. */
package org.mpmlab.core.verdict.gate;
