/** What the engine costs and how true its figures are, measured by servers that keep clocks of their own. */
package org.mpmlab.benchmarks;
