package org.lvmmed.jobs.cli;

import java.util.List;
import java.util.Map;

/** What the help of a command ends with: lines to copy. */
final class Examples {

  private static final Map<String, List<String>> OF =
      Map.ofEntries(
          Map.entry("demo", List.of("demo", "demo --work /tmp/demo --set pretrain.epochs=2")),
          Map.entry(
              "pipeline",
              List.of(
                  "pipeline --corpus /data/images --work /data/work --dry-run",
                  "pipeline --corpus /data/images --work /data/work",
                  "pipeline --corpus hdfs:///images --work hdfs:///work --set pretrain.workers=8")),
          Map.entry("ingest", List.of("ingest --corpus /data/images --work /data/work")),
          Map.entry("similarity", List.of("similarity --work /data/work")),
          Map.entry(
              "pretrain",
              List.of(
                  "pretrain --work /data/work",
                  "pretrain --work /data/work --set pretrain.epochs=50 --log json")),
          Map.entry(
              "evaluate",
              List.of(
                  "evaluate --work /data/work --set evaluate.protocols=knn,linear",
                  "evaluate --work /data/work --encoder imagenet=/weights/resnet18.safetensors")),
          Map.entry(
              "report",
              List.of(
                  "report --work /data/work --open",
                  "report --work /data/work --set report.images=none")),
          Map.entry("recipe", List.of("recipe phantom", "recipe laptop --set pretrain.epochs=3")),
          Map.entry("inspect", List.of("inspect /data/images --json")),
          Map.entry("catalog", List.of("catalog", "catalog kits --check /data/images/kits")),
          Map.entry("locate", List.of("locate 0123456789abcdef --corpus /data/images")),
          Map.entry("export", List.of("export --work /data/work --to /data/encoder")),
          Map.entry(
              "embed",
              List.of(
                  "embed --work /data/work --encoder /data/encoder --to /data/embeddings",
                  "embed --corpus /data/images --encoder /data/work --to /data/embeddings")),
          Map.entry("doctor", List.of("doctor --work /data/work --recipe laptop")),
          Map.entry(
              "compare", List.of("compare swav=/data/swav-1 swav=/data/swav-2 dino=/data/dino-1")),
          Map.entry("completion", List.of("completion > ~/.lvm-med-completion")),
          Map.entry(
              "bench",
              List.of(
                  "bench ingest --files 2000",
                  "bench ingest --kind ct --files 800 --cores 1",
                  "bench pretrain --model resnet50 --batch 64 --size 64")));

  private Examples() {}

  static List<String> of(String command) {
    return OF.getOrDefault(command, List.of());
  }

  /** As the end of a help text; empty where there are none. */
  static String[] footer(String command) {
    List<String> examples = of(command);
    return examples.isEmpty()
        ? new String[0]
        : ("%nExamples:%n  lvm-med " + String.join("%n  lvm-med ", examples)).split("%n", -1);
  }
}
