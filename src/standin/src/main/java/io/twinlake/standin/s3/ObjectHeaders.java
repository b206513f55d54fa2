package io.twinlake.standin.s3;

import io.twinlake.standin.wire.HttpRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The request headers that S3 keeps with an object, and those the stand-in would lose. */
final class ObjectHeaders {
  private static final Set<String> KEPT =
      Set.of(
          "content-type",
          "cache-control",
          "content-disposition",
          "content-language",
          "expires",
          "x-amz-server-side-encryption",
          "x-amz-server-side-encryption-aws-kms-key-id",
          "x-amz-storage-class");
  private static final String USER_METADATA = "x-amz-meta-";

  private ObjectHeaders() {}

  /**
   * @throws io.twinlake.standin.wire.AwsError NotImplemented
   */
  static Map<String, String> of(HttpRequest request) {
    Map<String, String> kept = new TreeMap<>();
    request
        .headers()
        .forEach(
            (name, value) -> {
              requireKnown(name);
              if (KEPT.contains(name) || name.startsWith(USER_METADATA)) {
                kept.put(name, value);
              }
            });
    kept.putIfAbsent("content-type", "binary/octet-stream");
    contentEncoding(request).ifPresent(encoding -> kept.put("content-encoding", encoding));
    return kept;
  }

  /** Without aws-chunked, which is of the transfer only. */
  private static Optional<String> contentEncoding(HttpRequest request) {
    return request
        .header("content-encoding")
        .map(encoding -> encoding.replaceAll("aws-chunked,?", "").replaceAll(",\\s*$", "").strip())
        .filter(encoding -> !encoding.isEmpty());
  }

  private static void requireKnown(String name) {
    if (name.startsWith("x-amz-object-lock")
        || name.startsWith("x-amz-copy-source-if")
        || name.startsWith("x-amz-copy-source-range")
        || name.startsWith("x-amz-grant")
        || name.equals("x-amz-tagging")
        || name.startsWith("x-amz-server-side-encryption-customer")) {
      throw S3Errors.notImplemented(name);
    }
  }
}
