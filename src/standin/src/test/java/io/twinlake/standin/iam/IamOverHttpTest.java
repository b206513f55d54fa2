package io.twinlake.standin.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.twinlake.standin.Account;
import io.twinlake.standin.Clients;
import io.twinlake.standin.StandIn;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;

class IamOverHttpTest {
  private final StandIn aws =
      StandIn.builder()
          .regions("us-east-1", "ap-south-1")
          .accounts("111122223333", "444455556666")
          .start();
  private final Account account = aws.account("111122223333");

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void listsTheAccountsRolesByPages() {
    List<String> arns =
        List.of(
            account.principal("role/A"),
            account.principal("role/B"),
            account.principal("role/service/C"));
    aws.account("444455556666").principal("role/D");
    try (IamClient iam = client(account.root())) {
      ListRolesResponse first = iam.listRoles(r -> r.maxItems(2));
      assertThat(first.isTruncated()).isTrue();
      assertThat(first.roles()).hasSize(2);
      assertThat(iam.listRolesPaginator(r -> r.maxItems(1)).roles())
          .extracting(Role::arn)
          .containsExactlyElementsOf(arns);
      assertThat(iam.listRoles(r -> r.pathPrefix("/service/")).roles())
          .extracting(Role::path, Role::roleName)
          .containsExactly(tuple("/service/", "C"));
    }
  }

  @Test
  void listsUsersApart() {
    account.principal("user/people/ana");
    account.principal("role/A");
    try (IamClient iam = client(account.root())) {
      assertThat(iam.listUsersPaginator(r -> r.maxItems(1)).users())
          .extracting(User::arn)
          .containsExactly(
              "arn:aws:iam::111122223333:user/admin", "arn:aws:iam::111122223333:user/people/ana");
    }
  }

  @Test
  void refusesOddPages() {
    try (IamClient iam = client(account.root())) {
      assertThatThrownBy(() -> iam.listRoles(r -> r.maxItems(1001)))
          .isInstanceOf(IamException.class)
          .hasMessageContaining("MaxItems");
      assertThatThrownBy(() -> iam.listRoles(r -> r.marker("?")))
          .isInstanceOf(IamException.class)
          .hasMessageContaining("Marker");
    }
  }

  @Test
  void isAllowedOnEverythingOrNotAtAll() {
    AwsCredentials roles =
        account.role("Some", allowing("iam:ListRoles", "arn:aws:iam::111122223333:role/*"));
    AwsCredentials all = account.role("All", allowing("iam:ListRoles", "*"));
    try (IamClient some = client(roles);
        IamClient every = client(all)) {
      assertThatThrownBy(() -> some.listRoles())
          .isInstanceOf(IamException.class)
          .hasMessageContaining("iam:ListRoles");
      assertThat(every.listRoles().roles()).hasSize(2);
      assertThatThrownBy(() -> every.listUsers()).hasMessageContaining("iam:ListUsers");
    }
  }

  @Test
  void showsLakeFormationsOwnRoleOnceALocationUsesIt() {
    try (IamClient iam = client(account.root());
        LakeFormationClient lake = new Clients(aws, account.root(), "ap-south-1").lakeFormation()) {
      assertThat(iam.listRoles().roles()).isEmpty();
      lake.registerResource(r -> r.resourceArn("arn:aws:s3:::x/y").useServiceLinkedRole(true));
      assertThat(iam.listRoles(r -> r.pathPrefix("/aws-service-role/")).roles())
          .extracting(Role::roleName)
          .containsExactly("AWSServiceRoleForLakeFormationDataAccess");
    }
  }

  @Test
  void isOutOfReachWhileUsEast1Is() {
    try (IamClient iam = client(account.root())) {
      aws.cutOff("us-east-1");
      assertThatThrownBy(iam::listRoles).isInstanceOf(SdkClientException.class);
      aws.reconnect("us-east-1");
      aws.cutOff("ap-south-1");
      assertThat(iam.listRoles().roles()).isEmpty();
    }
  }

  @Test
  void isThereWhateverRegionsTheWorldHas() {
    try (StandIn elsewhere = StandIn.builder().regions("ap-south-1").start();
        IamClient iam =
            new Clients(elsewhere, elsewhere.account("111122223333").root(), "ap-south-1").iam()) {
      assertThat(iam.listUsers().users()).hasSize(1);
    }
  }

  private static String allowing(String action, String resource) {
    return "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}]}"
        .formatted(action, resource);
  }

  private IamClient client(AwsCredentials credentials) {
    return new Clients(aws, credentials, "ap-south-1").iam();
  }
}
