package org.lvmmed.ingest.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;
import org.lvmmed.ingest.codec.Faults;
import org.lvmmed.ingest.image.FormatReader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.Source;

/**
 * Reads DICOM files (PS3.10), bare data sets and ACR-NEMA files. Stored values come out as DICOM
 * defines them: unused bits removed, colour as RGB, palette indices as they are, one bit as 0 or 1.
 */
public final class DicomReader implements FormatReader {
  static final String FORMAT = "dicom";

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public boolean recognises(byte[] head, String name) {
    return Signature.matches(head);
  }

  @Override
  public MedicalImage open(Source source, ReadLimits limits)
      throws IOException, UnreadableImageException {
    if (source.size() == 0) {
      throw new UnreadableImageException(Reason.EMPTY, "Empty file: 0 bytes");
    }
    if (source.size() > limits.maxFileBytes()) {
      throw new UnreadableImageException(
          Reason.TOO_LARGE,
          "Too large: a file of "
              + source.size()
              + " bytes, the limit is "
              + limits.maxFileBytes()
              + "; raise ingest.limits.file");
    }
    try {
      return new DicomFile(Content.of(source), limits).open();
    } catch (EOFException e) {
      throw Faults.truncated("Truncated DICOM file: it ends inside a data element");
    } catch (ZipException e) {
      throw Faults.corrupt("Invalid DICOM file: its deflate stream is broken");
    }
  }
}
