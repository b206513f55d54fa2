package io.twinlake.standin.wire;

/**
 * Who signed a request.
 *
 * @param account 12 digits
 * @param principal the IAM ARN that Lake Formation knows: a user or a role, never a session
 * @param sessionArn what GetCallerIdentity answers; for a role {@code
 *     arn:aws:sts::<account>:assumed-role/<name>/<session>}, which lacks the role's path
 */
public record Caller(String account, String principal, String sessionArn) {}
