/** The journeys as Gatling simulations: what a visitor does, one thing after another. */
package org.mpmlab.gatling.simulation;
