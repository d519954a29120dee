package org.lvmmed.jobs.pretrain.data;

import java.io.IOException;
import java.util.List;

/** Gives the pictures of a row group of the corpus. */
interface PictureSource {

  /**
   * The pictures as they are stored: PNG.
   *
   * @param file number of the file
   * @param group number of the row group in it
   */
  List<byte[]> read(int file, int group) throws IOException;
}
