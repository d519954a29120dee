package org.lvmmed.ingest.volume;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.lvmmed.ingest.image.FormatReader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.ScratchFile;
import org.lvmmed.ingest.io.Source;

/**
 * HDF5: one numeric array of pictures of the file, told by names and shapes, such as
 * PatchCamelyon's images × rows × columns × colour. A file that is not on the local disk is copied
 * there while it is read, encrypted.
 */
public final class Hdf5Reader implements FormatReader {
  /** The library wants a name for what has none. */
  private static final URI COPY = URI.create("scratch:///copy.h5");

  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  @Override
  public String format() {
    return "hdf5";
  }

  @Override
  public boolean recognises(byte[] head, String name) {
    for (int at = 0; at + SIGNATURE.length <= head.length; at = Math.max(512, 2 * at)) {
      if (Arrays.equals(head, at, at + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public MedicalImage open(Source source, ReadLimits limits)
      throws IOException, UnreadableImageException {
    HdfFile file = file(source);
    try {
      Hdf5Arrays arrays = new Hdf5Arrays(file);
      Dataset array = arrays.choose(source.member());
      return new Hdf5Image(
          file, array, Hdf5Arrays.header(array, limits), arrays.remarks(source.member(), array));
    } catch (UnreadableImageException e) {
      file.close();
      throw e;
    } catch (RuntimeException | OutOfMemoryError e) {
      file.close();
      throw broken(e);
    }
  }

  /** On the local disk, or a copy there; closing it closes the copy. */
  private static HdfFile file(Source source) throws IOException, UnreadableImageException {
    Optional<Path> local = source.store().local(source.path());
    if (local.isPresent()) {
      try {
        return new HdfFile(local.get());
      } catch (RuntimeException | OutOfMemoryError e) {
        throw broken(e);
      }
    }
    ScratchFile copy;
    try (InputStream in = source.open()) {
      copy = ScratchFile.of(in);
    }
    try {
      return new HdfFile(copy, COPY);
    } catch (RuntimeException | OutOfMemoryError e) {
      copy.close();
      throw broken(e);
    }
  }

  private static UnreadableImageException broken(Throwable cause) {
    return new UnreadableImageException(
        Reason.CORRUPT, "The hdf5 data break the rules of their format", cause);
  }
}
