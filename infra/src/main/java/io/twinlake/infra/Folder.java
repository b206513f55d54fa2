package io.twinlake.infra;

/** A bucket and a prefix in it: {@code name} without outer slashes, "" for all of it. */
record Folder(String bucket, String name) {
  Folder {
    name = name.replaceAll("^/+|/+$", "");
  }

  String uri() {
    return "s3://" + bucket + "/" + name;
  }

  /** The objects in it, as the resource part of an S3 ARN. */
  String objects() {
    return name.isEmpty() ? bucket + "/*" : bucket + "/" + name + "/*";
  }
}
