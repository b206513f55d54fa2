package io.twinlake.transform;

/** What is made of a text that may be a location in S3; any other text stays. */
interface Locations {
  /**
   * @param text perhaps {@code s3://bucket/path}
   */
  String location(String text);

  /**
   * @param text perhaps {@code arn:aws:s3:::bucket/path}
   */
  String arn(String text);
}
