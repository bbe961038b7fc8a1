/** The text of configuration files: a pure function of a stack, its settings and the sites it serves. */
package org.mpmlab.core.stack.configuration;
