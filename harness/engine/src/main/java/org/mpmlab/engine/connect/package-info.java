/** Connections: where they live, how they are opened, and what the protocols spoken on them have in common. */
package org.mpmlab.engine.connect;
