package org.lvmmed.jobs.evaluate.samples;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lvmmed.model.downstream.sample.ByteMask;
import org.lvmmed.model.downstream.sample.TaskBox;
import org.lvmmed.model.downstream.sample.TaskSample;
import org.lvmmed.model.image.Raster;

/**
 * What is kept in memory of a sample whose pixels lie in a file: the planes of the image in 16 bits
 * a value, then mask and field of view in 8.
 */
public record StoredSample(
    String id,
    String dataset,
    String split,
    String patient,
    String caseId,
    int order,
    int height,
    int width,
    int planes,
    boolean masked,
    boolean viewed,
    List<TaskBox> boxes,
    int label,
    double[] spacing,
    long offset,
    int length) {

  private static final float WHITE = 65535;

  static StoredSample of(SampleRow row, TaskSample sample, long offset, int length) {
    Raster image = sample.image();
    return new StoredSample(
        row.id(),
        row.dataset(),
        row.split(),
        row.patient(),
        sample.caseId(),
        sample.order(),
        image.height(),
        image.width(),
        image.grey() ? 1 : 3,
        sample.mask() != null,
        sample.fov() != null,
        sample.boxes(),
        sample.label(),
        sample.spacing(),
        offset,
        length);
  }

  static ByteBuffer pack(TaskSample sample) {
    Raster image = sample.image();
    int area = image.height() * image.width();
    int planes = image.grey() ? 1 : 3;
    int masks = (sample.mask() == null ? 0 : 1) + (sample.fov() == null ? 0 : 1);
    ByteBuffer out = ByteBuffer.allocate(Math.multiplyExact(area, 2 * planes + masks));
    for (int c = 0; c < planes; c++) {
      for (float value : image.plane(c)) {
        out.putShort((short) Math.round(WHITE * Math.min(1, Math.max(0, value))));
      }
    }
    put(out, sample.mask());
    put(out, sample.fov());
    return out.flip();
  }

  private static void put(ByteBuffer out, @Nullable ByteMask mask) {
    if (mask != null) {
      out.put(mask.classes());
    }
  }

  TaskSample unpack(ByteBuffer in) {
    int area = height * width;
    float[][] values = new float[planes][area];
    for (float[] plane : values) {
      for (int i = 0; i < area; i++) {
        plane[i] = (in.getShort() & 0xffff) / WHITE;
      }
    }
    Raster image = Raster.wrap(values, height, width);
    ByteMask mask = masked ? mask(in, area) : null;
    ByteMask fov = viewed ? mask(in, area) : null;
    return new TaskSample(id, caseId, order, image, mask, fov, boxes, label, spacing);
  }

  private ByteMask mask(ByteBuffer in, int area) {
    byte[] classes = new byte[area];
    in.get(classes);
    return new ByteMask(height, width, classes);
  }
}
