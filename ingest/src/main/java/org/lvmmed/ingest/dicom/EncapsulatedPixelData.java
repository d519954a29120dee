package org.lvmmed.ingest.dicom;

import java.io.IOException;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.lvmmed.ingest.codec.Faults;
import org.lvmmed.ingest.codec.FrameCodec;
import org.lvmmed.ingest.codec.FrameCodecs;
import org.lvmmed.ingest.codec.Raster;
import org.lvmmed.ingest.codec.RleCodec;
import org.lvmmed.ingest.dicom.FragmentIndex.Fragment;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;

/** Compressed pixels: each frame in one or more fragments. */
record EncapsulatedPixelData(
    PixelModule module, TransferSyntax.Pixels coding, List<List<Fragment>> fragments)
    implements PixelData {

  static EncapsulatedPixelData of(
      PixelModule header,
      TransferSyntax.Pixels coding,
      List<List<Fragment>> frames,
      ReadLimits limits)
      throws UnreadableImageException {
    boolean more = header.countsFrames() && frames.size() > header.frames();
    List<List<Fragment>> counted = more ? frames.subList(0, header.frames()) : frames;
    PixelModule module = header.withFrames(counted.size());
    module.requireWithin(limits);
    for (List<Fragment> frame : frames) {
      long bytes = frame.stream().mapToLong(Fragment::length).sum();
      if (bytes > limits.maxFrameBytes()) {
        throw new UnreadableImageException(
            UnreadableImageException.Reason.TOO_LARGE,
            "Too large: a compressed frame of "
                + bytes
                + " bytes, the limit is "
                + limits.maxFrameBytes()
                + "; raise ingest.limits.frame");
      }
    }
    return new EncapsulatedPixelData(module, coding, counted);
  }

  @Override
  public Frames frames(DicomInput in) {
    return new FragmentReader(in)::next;
  }

  /** Collects the fragments of one frame after the other. */
  private final class FragmentReader {
    private final DicomInput in;
    private int frame;

    FragmentReader(DicomInput in) {
      this.in = in;
    }

    Raster next() throws IOException, UnreadableImageException {
      List<Fragment> parts = fragments.get(frame++);
      byte[] stream = new byte[parts.stream().mapToInt(Fragment::length).sum()];
      int at = 0;
      for (Fragment part : parts) {
        in.skip(part.offset() - in.position());
        in.readFully(stream, at, part.length());
        at += part.length();
      }
      return decode(stream);
    }
  }

  private Raster decode(byte[] stream) throws UnreadableImageException {
    return switch (coding) {
      case RLE -> rle(stream);
      case DEFLATED_FRAMES -> cells(inflate(stream));
      case ENCAPSULATED_NATIVE -> cells(stream);
      default -> {
        FrameCodec codec = FrameCodecs.forContent(stream);
        yield codec.decode(stream, module.size());
      }
    };
  }

  private Raster cells(byte[] cells) throws UnreadableImageException {
    int needed = frameBytes();
    if (cells.length < needed) {
      throw Faults.truncated(
          "Truncated frame: " + cells.length + " bytes where its dimensions need " + needed);
    }
    byte[] exact = cells.length == needed ? cells : java.util.Arrays.copyOf(cells, needed);
    return new CellUnpacker(module).unpack(exact, 0);
  }

  private int frameBytes() {
    return Math.toIntExact((module.frameBits() + 7) / 8);
  }

  private byte[] inflate(byte[] stream) throws UnreadableImageException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(stream);
      byte[] out = new byte[frameBytes()];
      int filled = 0;
      while (filled < out.length) {
        int got = inflater.inflate(out, filled, out.length - filled);
        if (got == 0) {
          throw Faults.truncated(
              "Truncated frame: inflates to " + filled + " of " + out.length + " bytes");
        }
        filled += got;
      }
      return out;
    } catch (DataFormatException e) {
      throw Faults.corrupt("Invalid frame: its deflate stream is broken");
    } finally {
      inflater.end();
    }
  }

  /** RLE knows bytes in planes, the most significant first; one bit a pixel stays packed. */
  private Raster rle(byte[] stream) throws UnreadableImageException {
    if (module.bitsAllocated() == 1) {
      return cells(RleCodec.decode(stream, module.size().samples(), frameBytes()));
    }
    int bytes = module.type().bytes();
    int samples = module.size().samples();
    int pixels = module.size().length() / samples;
    byte[] planes = RleCodec.decode(stream, samples * bytes, pixels);
    byte[] out = new byte[planes.length];
    for (int s = 0; s < samples; s++) {
      for (int b = 0; b < bytes; b++) {
        int to = s * bytes + bytes - 1 - b;
        int plane = (s * bytes + b) * pixels;
        for (int p = 0; p < pixels; p++, to += samples * bytes) {
          out[to] = planes[plane + p];
        }
      }
    }
    return new CellUnpacker(module).raster(out);
  }
}
