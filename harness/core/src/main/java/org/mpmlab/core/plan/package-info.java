/** From a scenario to what is done in which order: seeded blocks of phases and steps. */
package org.mpmlab.core.plan;
