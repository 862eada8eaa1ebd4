package io.switchgear.simulation.table;
import io.switchgear.simulation.guard.Guards;
import java.util.*;
public final class Scratch {
  public static void main(String... a) {
    int seeds = Integer.parseInt(a[1]);
    for (Grid g : Grids.all()) if (g.name().equals(a[0])) {
      System.out.println("| |"+String.join("|", g.columns().stream().map(c->c.scenario().name()).toList()));
      for (Guards r : g.rows()) { if (a.length>2 && !Arrays.asList(a[2].split(",")).contains(r.name())) continue;
        long t=System.nanoTime();
        StringBuilder s=new StringBuilder("| "+r.title());
        for (var c : g.columns()) { if (a.length>3 && !c.scenario().name().contains(a[3])) continue; s.append(" | "+g.cell().text(Medians.of(c.scenario(), r, seeds))); }
        System.out.println(s+" |  "+(System.nanoTime()-t)/1000000+" ms");
      }
    }
  }
}
