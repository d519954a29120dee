package org.lvmmed.ingest.volume;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** Where the two versions keep their fields (nifti1.h and nifti2.h of the NIfTI data format). */
final class NiftiFields {
  private NiftiFields() {}

  static NiftiHeader first(ByteBuffer in) throws UnreadableImageException {
    boolean single = in.get(344) == 'n' && in.get(345) == '+';
    boolean pair = in.get(344) == 'n' && in.get(345) == 'i';
    boolean nifti = single || pair;
    List<Long> dims = NiftiHeader.dims(in.getShort(40), i -> in.getShort(40 + 2 * i));
    DataType type = dataType(in.getShort(70));
    double slope = nifti ? in.getFloat(112) : 1;
    double unit = nifti ? millimetres(in.get(123)) : 1;
    double[] affine =
        nifti
            ? affine(
                unit,
                in.getShort(254) > 0,
                in.getShort(252) > 0,
                i -> in.getFloat(280 + 4 * i),
                i -> in.getFloat(256 + 4 * i),
                i -> in.getFloat(76 + 4 * i))
            : null;
    return new NiftiHeader(
        1,
        dims,
        type.type,
        type.samples,
        slope(slope),
        nifti ? intercept(slope, in.getFloat(116)) : 0,
        spacing(unit, dims.size(), i -> in.getFloat(76 + 4 * i)),
        affine,
        offset(in.getFloat(108), single ? 352 : 0, single),
        !single);
  }

  static NiftiHeader second(ByteBuffer in) throws UnreadableImageException {
    boolean single = in.get(5) == '+';
    List<Long> dims = NiftiHeader.dims(in.getLong(16), i -> in.getLong(16 + 8 * i));
    DataType type = dataType(in.getShort(12));
    double slope = in.getDouble(176);
    double unit = millimetres(in.getInt(500));
    return new NiftiHeader(
        2,
        dims,
        type.type,
        type.samples,
        slope(slope),
        intercept(slope, in.getDouble(184)),
        spacing(unit, dims.size(), i -> in.getDouble(104 + 8 * i)),
        affine(
            unit,
            in.getInt(348) > 0,
            in.getInt(344) > 0,
            i -> in.getDouble(400 + 8 * i),
            i -> in.getDouble(352 + 8 * i),
            i -> in.getDouble(104 + 8 * i)),
        offset(in.getLong(168), single ? 544 : 0, single),
        !single);
  }

  private record DataType(SampleType type, int samples) {}

  private static DataType dataType(int code) throws UnreadableImageException {
    return switch (code) {
      case 2 -> new DataType(SampleType.UINT8, 1);
      case 4 -> new DataType(SampleType.INT16, 1);
      case 8 -> new DataType(SampleType.INT32, 1);
      case 16 -> new DataType(SampleType.FLOAT32, 1);
      case 64 -> new DataType(SampleType.FLOAT64, 1);
      case 128 -> new DataType(SampleType.UINT8, 3);
      case 256 -> new DataType(SampleType.INT8, 1);
      case 512 -> new DataType(SampleType.UINT16, 1);
      case 768 -> new DataType(SampleType.UINT32, 1);
      case 1024 -> new DataType(SampleType.INT64, 1);
      case 1280 -> new DataType(SampleType.UINT64, 1);
      case 2304 -> new DataType(SampleType.UINT8, 4);
      case 1, 32, 1536, 1792, 2048 ->
          throw new UnreadableImageException(
              Reason.UNSUPPORTED,
              "NIfTI data type " + code + " (bits, complex or 128-bit) is not read");
      default ->
          throw new UnreadableImageException(Reason.CORRUPT, "Unknown NIfTI data type " + code);
    };
  }

  /** A slope of 0 says that there is none. */
  private static double slope(double slope) {
    return slope == 0 || !Double.isFinite(slope) ? 1 : slope;
  }

  private static double intercept(double slope, double intercept) {
    return slope == 0 || !Double.isFinite(slope) || !Double.isFinite(intercept) ? 0 : intercept;
  }

  private static long offset(double offset, long smallest, boolean single)
      throws UnreadableImageException {
    if (single && offset == 0) {
      return smallest;
    }
    if (!(offset >= (single ? 348 : 0)) || offset > Long.MAX_VALUE / 2.0) {
      throw new UnreadableImageException(Reason.CORRUPT, "Invalid offset of the data: " + offset);
    }
    return (long) offset;
  }

  /** Length of the header's unit (NIFTI_UNITS_METER, _MM, _MICRON); unknown is a millimetre. */
  private static double millimetres(int units) {
    return switch (units & 7) {
      case 1 -> 1000;
      case 3 -> 1e-3;
      default -> 1;
    };
  }

  private static List<Double> spacing(double unit, int axes, IntToDoubleFunction pixdim) {
    List<Double> spacing = new ArrayList<>();
    for (int i = 1; i <= axes; i++) {
      spacing.add(unit * Math.abs(pixdim.applyAsDouble(i)));
    }
    return spacing;
  }

  private static double @Nullable [] affine(
      double unit,
      boolean sform,
      boolean qform,
      IntToDoubleFunction srow,
      IntToDoubleFunction quaternion,
      IntToDoubleFunction pixdim) {
    if (sform) {
      double[] m = new double[12];
      java.util.Arrays.setAll(m, i -> unit * srow.applyAsDouble(i));
      return m;
    }
    if (!qform) {
      return null;
    }
    double[] m = ofQuaternion(quaternion, pixdim);
    java.util.Arrays.setAll(m, i -> unit * m[i]);
    return m;
  }

  /** Method 2 of nifti1.h: a rotation by a unit quaternion, of which b, c, d are stored. */
  private static double[] ofQuaternion(IntToDoubleFunction q, IntToDoubleFunction pixdim) {
    double b = q.applyAsDouble(0);
    double c = q.applyAsDouble(1);
    double d = q.applyAsDouble(2);
    double a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d));
    double x = pixdim.applyAsDouble(1);
    double y = pixdim.applyAsDouble(2);
    double z = pixdim.applyAsDouble(3) * (pixdim.applyAsDouble(0) < 0 ? -1 : 1);
    return new double[] {
      (a * a + b * b - c * c - d * d) * x,
      2 * (b * c - a * d) * y,
      2 * (b * d + a * c) * z,
      q.applyAsDouble(3),
      2 * (b * c + a * d) * x,
      (a * a + c * c - b * b - d * d) * y,
      2 * (c * d - a * b) * z,
      q.applyAsDouble(4),
      2 * (b * d - a * c) * x,
      2 * (c * d + a * b) * y,
      (a * a + d * d - b * b - c * c) * z,
      q.applyAsDouble(5)
    };
  }
}
