/** Connections that are opened, asked one thing, and kept open beside a load. */
package org.mpmlab.engine.idle;
