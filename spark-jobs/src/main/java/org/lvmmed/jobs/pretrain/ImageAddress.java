package org.lvmmed.jobs.pretrain;

import java.io.Serializable;

/**
 * Where an image lies in the corpus.
 *
 * @param key the image's 64-bit key, which random draws are derived from
 * @param file number of the Parquet file
 * @param row row within the file
 */
record ImageAddress(long key, int file, long row) implements Serializable {}
