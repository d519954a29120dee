package org.lvmmed.ingest.image;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds an {@link ImageHeader} step by step; what is not said keeps its neutral value. */
public final class Headers {
  private final String format;
  private @Nullable String transferSyntax;
  private int frames = 1;
  private int rows;
  private int columns;
  private int samples = 1;
  private SampleType type = SampleType.UINT8;
  private int bitsStored = 8;
  private List<Integer> dims = List.of();
  private double slope = 1;
  private double intercept;
  private boolean vector;
  private @Nullable ValueTable modalityTable;
  private ImageHeader.@Nullable Padding padding;
  private ImageHeader.@Nullable FileWindow window;
  private boolean inverted;
  private List<Double> spacing = List.of();
  private int @Nullable [] palette;
  private List<ImageHeader.FrameGeometry> geometry = List.of();
  private Map<ImageHeader.Attribute, String> attributes = Map.of();

  private Headers(String format) {
    this.format = format;
  }

  public static Headers of(String format) {
    return new Headers(format);
  }

  /** Begins with all that another header says. */
  public static Headers from(ImageHeader header) {
    Headers copy =
        of(header.format())
            .compression(header.transferSyntax())
            .size(header.frames(), header.rows(), header.columns(), header.samples())
            .vector(header.vector())
            .type(header.type(), header.bitsStored())
            .dims(header.dims())
            .rescale(header.slope(), header.intercept())
            .modalityTable(header.modalityTable())
            .inverted(header.inverted())
            .padding(header.padding())
            .window(header.window());
    return copy.spacing(header.spacing())
        .palette(header.palette())
        .geometry(header.geometry())
        .attributes(header.attributes());
  }

  public Headers compression(@Nullable String name) {
    this.transferSyntax = name;
    return this;
  }

  public Headers size(int frames, int rows, int columns, int samples) {
    this.frames = frames;
    this.rows = rows;
    this.columns = columns;
    this.samples = samples;
    return this;
  }

  public Headers type(SampleType type) {
    return type(type, 8 * type.bytes());
  }

  public Headers type(SampleType type, int bitsStored) {
    this.type = type;
    this.bitsStored = bitsStored;
    return this;
  }

  /** Sizes of the axes, slowest first; without it frames, rows, columns and samples are taken. */
  public Headers dims(List<Integer> dims) {
    this.dims = List.copyOf(dims);
    return this;
  }

  public Headers rescale(double slope, double intercept) {
    this.slope = slope;
    this.intercept = intercept;
    return this;
  }

  /** The values of a pixel are no colour. */
  public Headers vector(boolean vector) {
    this.vector = vector;
    return this;
  }

  public Headers modalityTable(@Nullable ValueTable table) {
    this.modalityTable = table;
    return this;
  }

  public Headers padding(ImageHeader.@Nullable Padding padding) {
    this.padding = padding;
    return this;
  }

  public Headers window(ImageHeader.@Nullable FileWindow window) {
    this.window = window;
    return this;
  }

  /** Small values are bright. */
  public Headers inverted(boolean inverted) {
    this.inverted = inverted;
    return this;
  }

  public Headers spacing(List<Double> spacing) {
    this.spacing = List.copyOf(spacing);
    return this;
  }

  public Headers palette(int @Nullable [] palette) {
    this.palette = palette;
    return this;
  }

  public Headers geometry(List<ImageHeader.FrameGeometry> geometry) {
    this.geometry = List.copyOf(geometry);
    return this;
  }

  public Headers attributes(Map<ImageHeader.Attribute, String> attributes) {
    this.attributes = Map.copyOf(attributes);
    return this;
  }

  public ImageHeader build() {
    return new ImageHeader(
        format,
        transferSyntax,
        frames,
        rows,
        columns,
        samples,
        vector && samples > 1,
        type,
        bitsStored,
        dims.isEmpty() ? Shapes.of(frames, rows, columns, samples) : dims,
        slope,
        intercept,
        modalityTable,
        inverted,
        padding,
        window,
        spacing,
        palette,
        geometry,
        attributes);
  }
}
