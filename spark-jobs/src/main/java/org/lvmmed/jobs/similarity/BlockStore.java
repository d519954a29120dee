package org.lvmmed.jobs.similarity;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import org.lvmmed.jobs.io.ExecutorFiles;
import org.lvmmed.model.view.Draws;

/**
 * Descriptors on the file system, a file a block, so that a task reads just the blocks it compares.
 * An image's block follows from its id alone.
 *
 * @param files the work folder
 * @param folder within it
 * @param blocks how many
 */
record BlockStore(ExecutorFiles files, String folder, int blocks) implements Serializable {

  /** The same with so many blocks. */
  BlockStore withBlocks(int count) {
    return new BlockStore(files, folder, count);
  }

  /** The block an image belongs to: evenly spread whatever the ids look like. */
  int blockOf(String imageId) {
    return (int) Math.floorMod(Draws.key(imageId), (long) blocks);
  }

  void write(int number, DescriptorBlock block) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    block.write(new DataOutputStream(bytes));
    files.open().writeWhole(name(number), bytes.toByteArray());
  }

  DescriptorBlock read(int number) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(files.open().open(name(number))))) {
      return DescriptorBlock.read(in);
    }
  }

  private String name(int number) {
    return "%s/block-%06d".formatted(folder, number);
  }
}
