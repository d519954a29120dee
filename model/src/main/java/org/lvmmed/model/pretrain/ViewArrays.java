package org.lvmmed.model.pretrain;

import java.util.List;
import org.lvmmed.model.encoder.MapShape;
import org.lvmmed.model.view.View;

/** Views one after the other, as networks and objectives take them. */
final class ViewArrays {

  private ViewArrays() {}

  /** views × 3 × size × size. */
  static float[] pixels(List<View> views) {
    int area = views.get(0).pixels().length;
    float[] pixels = new float[views.size() * area];
    for (int i = 0; i < views.size(); i++) {
      System.arraycopy(views.get(i).pixels(), 0, pixels, i * area, area);
    }
    return pixels;
  }

  /** Where the positions of their maps lie in the original images: views × P × 2. */
  static float[] positions(List<View> views, MapShape map) {
    float[] positions = new float[views.size() * 2 * map.positions()];
    for (int i = 0; i < views.size(); i++) {
      float[] places = views.get(i).placement().positions(map.rows(), map.columns());
      System.arraycopy(places, 0, positions, i * places.length, places.length);
    }
    return positions;
  }
}
