/** The commands. */
package org.mpmlab.cli;
