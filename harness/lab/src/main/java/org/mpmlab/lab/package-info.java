/** Where measuring happens: servers started, observed, loaded and recorded. */
package org.mpmlab.lab;
