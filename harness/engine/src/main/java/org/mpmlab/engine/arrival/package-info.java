/** When requests are sent and to whom: closed, open and in rounds, on one event loop each. */
package org.mpmlab.engine.arrival;
