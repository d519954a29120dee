package org.lvmmed.ingest.image;

import java.io.IOException;
import org.lvmmed.ingest.io.Source;

/**
 * Reads one family of formats. Implementations are found by {@link java.util.ServiceLoader}, so
 * that a site can add its own, and are safe for use by several threads.
 */
public interface FormatReader {

  /** The name that {@code inspect} prints, such as {@code dicom}. */
  String format();

  /**
   * Whether the content is of this kind.
   *
   * @param head the first bytes of the file, at most 4096, decompressed if the file is gzip
   * @param name the file's name, for formats without a signature
   */
  boolean recognises(byte[] head, String name);

  /**
   * Whether a header tells more than the pixels' layout: the patient, the series, a modality, other
   * files that belong to the image. Where it does not, planning leaves the file closed.
   */
  default boolean headerMatters() {
    return true;
  }

  /**
   * Opens an image and reads its header.
   *
   * @param limits what may be allocated; checked before anything is
   */
  MedicalImage open(Source source, ReadLimits limits) throws IOException, UnreadableImageException;
}
