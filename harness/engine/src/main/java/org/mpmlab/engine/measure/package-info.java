/** What was measured: of each target, of each round, and of the generator itself. */
package org.mpmlab.engine.measure;
