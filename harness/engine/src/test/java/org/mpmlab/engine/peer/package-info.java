/** Servers for the tests: plain sockets that say exactly the bytes that a test wants said. */
package org.mpmlab.engine.peer;
