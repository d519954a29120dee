package org.lvmmed.jobs.pretrain.plan;

import java.util.Arrays;
import java.util.List;

/**
 * The training images by number, with where each lies in the corpus. Image numbers follow the order
 * of the image ids, so that they do not depend on how the corpus was split into files. The driver
 * holds one for all of a run: 36 bytes an image, and 8 for each neighbour.
 *
 * @param ids image ids, ascending
 * @param files the corpus's Parquet files, relative to the work folder
 * @param file for each image its file's number
 * @param row for each image its row within the file
 * @param group for each image the number of its row group, counted through all files
 * @param series for each image the number of its series (volume), which its neighbouring slices
 *     share
 * @param modality for each image the number of its modality
 * @param neighbours prior neighbours of each image
 */
public record TrainingIndex(
    ImageIds ids,
    List<String> files,
    int[] file,
    int[] row,
    int[] group,
    int[] series,
    int[] modality,
    PriorNeighbours neighbours) {

  public int size() {
    return file.length;
  }

  /** The first image of each row group. */
  int[] firstOfGroups() {
    int[] first = new int[1 + Arrays.stream(group).max().orElse(-1)];
    for (int image = size() - 1; image >= 0; image--) {
      first[group[image]] = image;
    }
    return first;
  }

  /** One more than the largest number of a series. */
  int seriesCount() {
    return 1 + Arrays.stream(series).max().orElse(-1);
  }

  /** One more than the largest number of a modality. */
  int modalityCount() {
    return 1 + Arrays.stream(modality).max().orElse(-1);
  }

  /** What random draws for this image are derived from: the first 64 bits of its id. */
  long key(int image) {
    return ids.key(image);
  }

  /** The id of the image with that key. */
  public String idOf(long key) {
    return ids.get(ids.withKey(key));
  }
}
