/** What a user asks: a scenario, parsed and complete, and the ways to narrow it. */
package org.mpmlab.core.scenario;
