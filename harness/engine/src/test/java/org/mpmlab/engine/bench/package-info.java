/** What anyone can run by hand to compare the engine with its peers; no tests. */
package org.mpmlab.engine.bench;
