package io.twinlake.standin.lakeformation;

/**
 * What Lake Formation limits, by default as documented (aws-facts 18, 19, 27); an account can ask
 * for more.
 *
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/lake-formation.html">AWS: Lake
 *     Formation endpoints and quotas</a>
 */
public enum Quota {
  DATA_LAKE_ADMINS(30),
  LF_TAGS(1000),
  VALUES_PER_LF_TAG(1000),
  LF_TAGS_PER_RESOURCE(50),
  LF_TAG_EXPRESSIONS(1000),
  FILTERS_PER_TABLE(100);

  private final int standard;

  Quota(int standard) {
    this.standard = standard;
  }

  int standard() {
    return standard;
  }
}
