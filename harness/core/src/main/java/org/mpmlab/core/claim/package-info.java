/** Claims that users argue about: read from files, measured together, stopped when decided, judged from stored runs. */
package org.mpmlab.core.claim;
