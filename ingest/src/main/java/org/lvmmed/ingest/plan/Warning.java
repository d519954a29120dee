package org.lvmmed.ingest.plan;

import java.io.Serializable;

/**
 * Something that a person should look at before the corpus is used. It stands in the log, in {@code
 * statistics.json}, on the dataset card and in the report, and holds nothing of a patient.
 *
 * @param kind a word for machines, such as {@code masks}
 * @param message what, where, the value, the rule and the remedy
 */
public record Warning(String dataset, String kind, String message) implements Serializable {}
