/** What visitors do and when, as actions of Gatling's that record every request as the engine does. */
package org.mpmlab.gatling.visit;
