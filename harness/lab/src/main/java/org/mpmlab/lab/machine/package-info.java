/** The machine that everything runs on: who gets which CPU, and what makes a run comparable with another. */
package org.mpmlab.lab.machine;
