package org.lvmmed.model.objective.matching;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.objective.embedding.UnitRows;

/**
 * The affinities as METHOD writes them, in plain loops and double: what the fast ones must give.
 */
final class ReferenceAffinities implements Affinities {

  private final AffinitySettings settings;
  private final FeatureMaps maps;
  private final float[] places;

  ReferenceAffinities(AffinitySettings settings, PlacedMaps placed) {
    this.settings = settings;
    this.maps = placed.maps();
    this.places = placed.places();
  }

  @Override
  public Pass forward(List<GraphViews> graphs) {
    return new ReferencePass(graphs.stream().map(GraphPass::new).toList());
  }

  private record ReferencePass(List<GraphPass> graphs) implements Pass {

    @Override
    public double[] vertex(int graph) {
      return graphs.get(graph).vertex();
    }

    @Override
    public double[] edge(int graph) {
      return graphs.get(graph).edge();
    }

    @Override
    public List<NodeGradients> backward(List<AffinityWeights> weights) {
      return IntStream.range(0, graphs.size())
          .mapToObj(g -> graphs.get(g).backward(weights.get(g)))
          .toList();
    }
  }

  /** A vector with the place where its gradient is summed. */
  private record Variable(double[] value, double[] gradient) {

    static Variable of(double[] value) {
      return new Variable(value, new double[value.length]);
    }

    double norm() {
      double sum = 0;
      for (double v : value) {
        sum += v * v;
      }
      return Math.sqrt(sum);
    }

    double distance(Variable other) {
      double sum = 0;
      for (int i = 0; i < value.length; i++) {
        sum += (value[i] - other.value[i]) * (value[i] - other.value[i]);
      }
      return sum;
    }

    double cosine(Variable other) {
      double dot = 0;
      for (int i = 0; i < value.length; i++) {
        dot += value[i] * other.value[i];
      }
      return dot / (Math.max(UnitRows.FLOOR, norm()) * Math.max(UnitRows.FLOOR, other.norm()));
    }

    /** Adds weight · ∂cos(this, other) to both gradients. */
    void cosineBackward(Variable other, double weight) {
      double a = norm();
      double b = other.norm();
      if (a <= UnitRows.FLOOR || b <= UnitRows.FLOOR) {
        return;
      }
      double c = cosine(other);
      for (int i = 0; i < value.length; i++) {
        gradient[i] += weight * (other.value[i] / b - c * value[i] / a) / a;
        other.gradient[i] += weight * (value[i] / a - c * other.value[i] / b) / b;
      }
    }
  }

  /** Position p of one map and its partner q in the other. */
  private record Partner(int p, int q, double distance) {}

  private interface Distance {
    double between(int p, int q);
  }

  private interface PairVisitor {
    void visit(int p, int q, double weight);
  }

  private final class GraphPass {

    private final GraphViews graph;
    private final Variable[] source;
    private final Variable[] target;
    private final Variable[][] sourceMaps;
    private final Variable[][] targetMaps;

    GraphPass(GraphViews graph) {
      this.graph = graph;
      source = rows(graph.source());
      target = rows(graph.target());
      sourceMaps = mapsOf(graph.sourceImages());
      targetMaps = mapsOf(graph.targetImages());
    }

    private static Variable[] rows(Matrix matrix) {
      return IntStream.range(0, matrix.rows)
          .mapToObj(i -> Variable.of(matrix.select(new int[] {i}).values))
          .toArray(Variable[]::new);
    }

    private Variable[][] mapsOf(int[] images) {
      int channels = maps.channels();
      int positions = maps.positions().of(images[0]);
      Variable[][] all = new Variable[images.length][];
      double[] map = new double[channels * positions];
      for (int i = 0; i < images.length; i++) {
        maps.read(images[i], map);
        all[i] = rows(new Matrix(channels, positions, map).transposed());
      }
      return all;
    }

    double[] vertex() {
      int n = graph.nodes();
      double[] vertex = new double[n * n];
      for (int i = 0; i < n; i++) {
        for (int a = 0; a < n; a++) {
          vertex[i * n + a] = settings.alpha() * source[i].cosine(target[a]) + local(i, a);
        }
      }
      return vertex;
    }

    private double local(int i, int a) {
      double[] sum = new double[1];
      visitPartners(
          i, a, (p, q, weight) -> sum[0] += weight * sourceMaps[i][p].cosine(targetMaps[a][q]));
      return sum[0];
    }

    /** All position pairs that count in (1−α) ½(c_lo(s→t) + c_lo(t→s)), each with its weight. */
    private void visitPartners(int i, int a, PairVisitor visitor) {
      if (!settings.local()) {
        return;
      }
      int rows = sourceMaps[i].length;
      int columns = targetMaps[a].length;
      Distance place = (p, q) -> placeDistance(i, p, a, q);
      Distance feature = (p, q) -> sourceMaps[i][p].distance(targetMaps[a][q]);
      PairVisitor reversed = (q, p, weight) -> visitor.visit(p, q, weight);
      visitNearest(place, rows, columns, settings.kept(rows), visitor);
      visitNearest(feature, rows, columns, rows, visitor);
      visitNearest((q, p) -> place.between(p, q), columns, rows, settings.kept(columns), reversed);
      visitNearest((q, p) -> feature.between(p, q), columns, rows, columns, reversed);
    }

    /** Squared, in the coordinates of the original images. */
    private double placeDistance(int i, int p, int a, int q) {
      int s = 2 * (maps.positions().start(graph.sourceImages()[i]) + p);
      int t = 2 * (maps.positions().start(graph.targetImages()[a]) + q);
      double across = (double) places[s] - places[t];
      double down = (double) places[s + 1] - places[t + 1];
      return across * across + down * down;
    }

    private void visitNearest(Distance distance, int from, int to, int kept, PairVisitor visitor) {
      double weight = (1 - settings.alpha()) / 4 / kept;
      IntStream.range(0, from)
          .mapToObj(p -> partner(p, to, distance))
          .sorted(Comparator.comparingDouble(Partner::distance))
          .limit(kept)
          .forEach(pair -> visitor.visit(pair.p(), pair.q(), weight));
    }

    private Partner partner(int p, int among, Distance distance) {
      return IntStream.range(0, among)
          .mapToObj(q -> new Partner(p, q, distance.between(p, q)))
          .min(Comparator.comparingDouble(Partner::distance))
          .orElseThrow();
    }

    double[] edge() {
      NeighbourGraph es = graph.sourceGraph();
      NeighbourGraph et = graph.targetGraph();
      double[] edge = new double[es.edges() * et.edges()];
      for (int e = 0; e < es.edges(); e++) {
        for (int f = 0; f < et.edges(); f++) {
          Variable left = difference(source, es, e);
          edge[e * et.edges() + f] = left.cosine(difference(target, et, f));
        }
      }
      return edge;
    }

    private static Variable difference(Variable[] nodes, NeighbourGraph graph, int edge) {
      double[] a = nodes[graph.from()[edge]].value();
      double[] b = nodes[graph.to()[edge]].value();
      double[] d = new double[a.length];
      for (int i = 0; i < d.length; i++) {
        d[i] = a[i] - b[i];
      }
      return Variable.of(d);
    }

    NodeGradients backward(AffinityWeights weights) {
      NodeGradients gradients = graph.zeroGradients();
      vertexBackward(weights.vertex());
      edgeBackward(weights.edge());
      collect(source, gradients.source());
      collect(target, gradients.target());
      collectMaps(sourceMaps, graph.sourceImages());
      collectMaps(targetMaps, graph.targetImages());
      return gradients;
    }

    private void vertexBackward(double[] gradient) {
      int n = graph.nodes();
      for (int k = 0; k < n * n; k++) {
        int i = k / n;
        int a = k % n;
        double g = gradient[k];
        source[i].cosineBackward(target[a], settings.alpha() * g);
        visitPartners(
            i, a, (p, q, weight) -> sourceMaps[i][p].cosineBackward(targetMaps[a][q], weight * g));
      }
    }

    private void edgeBackward(double[] gradient) {
      NeighbourGraph es = graph.sourceGraph();
      NeighbourGraph et = graph.targetGraph();
      for (int e = 0; e < es.edges(); e++) {
        for (int f = 0; f < et.edges(); f++) {
          Variable left = difference(source, es, e);
          Variable right = difference(target, et, f);
          left.cosineBackward(right, gradient[e * et.edges() + f]);
          spread(left, source, es, e);
          spread(right, target, et, f);
        }
      }
    }

    private static void spread(Variable d, Variable[] nodes, NeighbourGraph graph, int edge) {
      int count = d.value().length;
      Matrix.addScaled(nodes[graph.from()[edge]].gradient(), 0, d.gradient(), 0, count, 1);
      Matrix.addScaled(nodes[graph.to()[edge]].gradient(), 0, d.gradient(), 0, count, -1);
    }

    private static void collect(Variable[] rows, Matrix gradient) {
      for (int i = 0; i < rows.length; i++) {
        Matrix.addScaled(
            gradient.values, i * gradient.columns, rows[i].gradient(), 0, gradient.columns, 1);
      }
    }

    private void collectMaps(Variable[][] all, int[] images) {
      for (int i = 0; i < images.length; i++) {
        Matrix gradient = new Matrix(all[i].length, maps.channels());
        collect(all[i], gradient);
        maps.add(images[i], gradient.transposed().values);
      }
    }
  }
}
