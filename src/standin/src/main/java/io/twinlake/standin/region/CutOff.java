package io.twinlake.standin.region;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The regions that nobody can reach at the moment. */
public final class CutOff {
  private final Set<String> regions = ConcurrentHashMap.newKeySet();

  public void cut(String region) {
    regions.add(region);
  }

  public void reconnect(String region) {
    regions.remove(region);
  }

  public boolean isCut(String region) {
    return regions.contains(region);
  }
}
