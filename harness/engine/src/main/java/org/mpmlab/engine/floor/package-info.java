/** What the engine itself costs: its figures against a server that does next to nothing. */
package org.mpmlab.engine.floor;
