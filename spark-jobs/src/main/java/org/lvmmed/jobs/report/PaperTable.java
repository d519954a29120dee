package org.lvmmed.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.evaluate.ResultRow;
import org.lvmmed.jobs.task.Task;

/** The paper's figures, with ours where the corpus has a dataset of the same name. */
final class PaperTable {

  private PaperTable() {}

  static Html of(List<Task> tasks, Results results) {
    Html html = new Html();
    if (tasks.isEmpty()) {
      return html;
    }
    List<Task> shared = tasks.stream().filter(task -> isShared(task, results)).toList();
    html.open("details", shared.isEmpty() ? new String[0] : new String[] {"open", "open"});
    html.element("summary", "The paper's figures");
    html.element(
        "p",
        "In percent. Theirs are of a ResNet-50 pretrained on 1.3 million images on 16 GPUs, with"
            + " their own splits; ours are of this run. Ours stand beside them where a dataset of"
            + " the corpus has the same name; read them as orders of size.");
    html.openScroll("The paper's figures").open("table");
    html.open("thead")
        .row(
            "th",
            List.of(
                "Task",
                "Metric",
                "Random",
                "ImageNet",
                "Best other",
                "LVM-Med ResNet-50",
                "LVM-Med ViT-B/16",
                "Ours",
                "Ours, random",
                "Note"))
        .close();
    html.open("tbody");
    tasks.forEach(task -> line(html, task, results));
    return html.close().close().close().close();
  }

  private static boolean isShared(Task task, Results results) {
    return results.rows().stream().anyMatch(row -> isOf(task, row));
  }

  private static void line(Html html, Task task, Results results) {
    Task.Paper paper = task.paper();
    html.open("tr").element("th", task.number() + ". " + task.title(), "scope", "row");
    html.element("td", task.metric());
    List<@Nullable Double> figures = new ArrayList<>();
    figures.add(paper.randomResnet50());
    figures.add(paper.imagenetResnet50());
    figures.add(paper.bestOther());
    figures.add(paper.lvmMedResnet50());
    figures.add(paper.lvmMedVitB16());
    figures.forEach(figure -> html.element("td", text(figure), "class", "n"));
    html.element("td", ours(task, results, Results.PRETRAINED), "class", "n");
    html.element("td", ours(task, results, Results.RANDOM), "class", "n");
    html.element("td", paper.note(), "class", "note").close();
  }

  private static String text(@Nullable Double figure) {
    return figure == null ? "–" : String.format(Locale.ROOT, "%.2f", figure);
  }

  private static String ours(Task task, Results results, String encoder) {
    return results.rows().stream()
        .filter(row -> isOf(task, row) && row.encoder().equals(encoder))
        .findFirst()
        .map(row -> Text.percent(row.mean()))
        .orElse("–");
  }

  private static boolean isOf(Task task, ResultRow row) {
    return plain(row.dataset()).equals(plain(task.dataset()))
        && row.protocol() == task.protocol()
        && row.metric().equals(task.metric());
  }

  /** Spelling aside: {@code Kvasir-SEG} and {@code kvasir_seg} are one dataset. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
