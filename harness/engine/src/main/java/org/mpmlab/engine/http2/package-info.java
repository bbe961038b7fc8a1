/**
 * HTTP/2 as RFC 9113 and RFC 7541 say: frames, streams, flow control and header decoding, of the client's side and no
 * more than a load needs. Requests are encoded once; responses are read without allocation.
 */
package org.mpmlab.engine.http2;
