package org.lvmmed.ingest.volume;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.lvmmed.ingest.container.Container;
import org.lvmmed.ingest.container.ContainerFormat;
import org.lvmmed.ingest.container.ContainerLimits;
import org.lvmmed.ingest.container.ZipFormat;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.io.Source;

/**
 * NumPy archives that are datasets: arrays of pictures with labels beside them, or with splits of
 * their own, as MedMNIST has them. Other {@code .npz} are images by themselves ({@link NpyReader}).
 */
public final class NpzFormat implements ContainerFormat {
  private static final String ENDING = ".npy";

  @Override
  public boolean claims(String name) {
    return name.endsWith(".npz");
  }

  @Override
  public Optional<Container> open(Source source, ContainerLimits limits)
      throws IOException, UnreadableImageException {
    ZipFile zip;
    try {
      zip = ZipFormat.directory(source);
    } catch (UnreadableImageException noArchive) {
      return Optional.empty();
    }
    try {
      Optional<NpzLayout> layout = NpzLayout.of(arrays(zip));
      if (layout.isEmpty()) {
        zip.close();
        return Optional.empty();
      }
      layout.get().check(limits, source.size());
      return Optional.of(new NpzContainer(zip, layout.get(), limits));
    } catch (IOException | UnreadableImageException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /** The arrays by name; what cannot be read of them is left for when it is wanted. */
  private static Map<String, NpzArray> arrays(ZipFile zip) throws IOException {
    Map<String, NpzArray> arrays = new TreeMap<>();
    for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
      String name = entry.getName();
      if (name.endsWith(ENDING) && zip.canReadEntryData(entry)) {
        arrays.put(name.substring(0, name.length() - ENDING.length()), array(zip, entry));
      }
    }
    return arrays;
  }

  private static NpzArray array(ZipFile zip, ZipArchiveEntry entry) throws IOException {
    try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
      return new NpzArray(entry, NpyHeader.read(in), null);
    } catch (UnreadableImageException e) {
      return new NpzArray(entry, null, e);
    }
  }
}
