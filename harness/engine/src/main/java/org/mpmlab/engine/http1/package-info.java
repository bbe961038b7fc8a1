/** HTTP/1.1 as RFC 9112 says: requests encoded once, responses parsed without allocation. */
package org.mpmlab.engine.http1;
