package io.twinlake.standin.iam;

/** What an IAM policy allows. */
public record PolicyDocument(String json) {
  public static final PolicyDocument EVERYTHING =
      new PolicyDocument(
          "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}");

  public static final PolicyDocument NOTHING = new PolicyDocument("{\"Statement\":[]}");

  public static PolicyDocument parse(String json) {
    return new PolicyDocument(json);
  }
}
