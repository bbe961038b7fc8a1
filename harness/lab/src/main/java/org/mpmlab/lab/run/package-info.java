/** Carries out a plan: starts servers, makes sure who they are, sends the loads, and hands over what was found. */
package org.mpmlab.lab.run;
