/** YAML that people write: read with its positions, checked against its JSON Schema, and complained about in plain words. */
package org.mpmlab.core.scenario.yaml;
