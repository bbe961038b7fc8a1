/** Real servers in containers: connection, images, starting, and leaving nothing behind. */
package org.mpmlab.lab.docker;
