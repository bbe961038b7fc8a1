/** From figures to words: numbers with their units, and the sentences that say what they mean. */
package org.mpmlab.reports.words;
