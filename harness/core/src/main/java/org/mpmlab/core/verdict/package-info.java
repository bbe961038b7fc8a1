/** From a stored run and a question to a verdict: supported, refuted, inconclusive, or invalid. */
package org.mpmlab.core.verdict;
