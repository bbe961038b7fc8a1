/** What is measured: an MPM, a PHP mode, a front and settings, what goes together, and the configuration they mean. */
package org.mpmlab.core.stack;
