package org.lvmmed.ingest.locate;

/**
 * Where an identifier leads.
 *
 * @param path from the corpus directory
 * @param meaning what the identifier stands for in this file, such as {@code image, frame 3}
 */
public record Place(String dataset, String path, String meaning) {}
