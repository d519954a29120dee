package org.lvmmed.ingest.volume;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import org.lvmmed.ingest.image.FormatReader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.Source;

/**
 * HDF5: one numeric array of pictures of the file, told by names and shapes, such as
 * PatchCamelyon's images × rows × columns × colour. A file that is not on the local disk is copied
 * there while it is read.
 */
public final class Hdf5Reader implements FormatReader {
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
    Optional<Path> local = source.store().local(source.path());
    Path copy = local.isPresent() ? null : copy(source);
    try {
      HdfFile file = new HdfFile(local.orElse(copy));
      try {
        Hdf5Arrays arrays = new Hdf5Arrays(file);
        Dataset array = arrays.choose(source.member());
        return new Hdf5Image(
            file,
            copy,
            array,
            Hdf5Arrays.header(array, limits),
            arrays.remarks(source.member(), array));
      } catch (UnreadableImageException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (UnreadableImageException | RuntimeException | OutOfMemoryError e) {
      if (copy != null) {
        Files.deleteIfExists(copy);
      }
      if (e instanceof UnreadableImageException known) {
        throw known;
      }
      throw new UnreadableImageException(
          Reason.CORRUPT, "The hdf5 data break the rules of their format", e);
    }
  }

  private static Path copy(Source source) throws IOException {
    Path copy = Files.createTempFile("lvm-med", ".h5");
    try (InputStream in = source.open()) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return copy;
    } catch (IOException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
  }
}
