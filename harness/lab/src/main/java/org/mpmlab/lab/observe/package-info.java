/**
 * What the lab sees of a stack's servers while a load runs: their processes and memory, what the kernel charges their
 * containers, and what httpd and PHP-FPM say of themselves.
 */
package org.mpmlab.lab.observe;
