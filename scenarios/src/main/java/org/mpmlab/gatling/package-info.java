/** Loads carried out by Gatling, in a process of its own. */
package org.mpmlab.gatling;
