/** The recommended settings as text for the files of a distribution or control panel, with the commands that apply them. */
package org.mpmlab.core.capacity.snippet;
