/** Parity and limits as JUnit tests: the same load engine, blocks, looks and verdicts as in a run. */
package org.mpmlab.junit;
