package org.lvmmed.jobs.pretrain.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lvmmed.model.image.Raster;

/**
 * The pictures of a row group: PNGs until they are asked for, then decoded ones, which are shrunk
 * to what training needs. Decoding a whole group for the few pictures of a batch would hold the
 * first batches up for as long as the corpus takes. Safe for use by several threads.
 */
final class ImageGroup {

  private final int shortSide;
  private final AtomicLong bytes = new AtomicLong();
  private List<Slot> slots = List.of();

  ImageGroup(int shortSide) {
    this.shortSide = shortSide;
  }

  /** Reads a group's PNGs. */
  interface Reader {
    List<byte[]> read() throws IOException;
  }

  /** One picture: a PNG or an image. */
  private final class Slot {
    private byte[] png;
    private @Nullable StoredImage image;

    Slot(byte[] png) {
      this.png = png;
      bytes.addAndGet(png.length);
    }

    synchronized StoredImage image() {
      StoredImage held = image;
      if (held == null) {
        held = StoredImage.of(Raster.decode(png), shortSide);
        bytes.addAndGet(held.bytes() - png.length);
        image = held;
        png = new byte[0];
      }
      return held;
    }
  }

  /** Reads the group unless that has been done; whether it was. */
  synchronized boolean load(Reader reader) throws IOException {
    if (!slots.isEmpty()) {
      return false;
    }
    List<Slot> read = new ArrayList<>();
    for (byte[] png : reader.read()) {
      read.add(new Slot(png));
    }
    slots = List.copyOf(read);
    return true;
  }

  StoredImage image(int row) {
    return slots().get(row).image();
  }

  private synchronized List<Slot> slots() {
    return slots;
  }

  /** Bytes that are held. */
  long bytes() {
    return bytes.get();
  }
}
