package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.CreateUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.CreateUserDefinedFunctionResponse;
import software.amazon.awssdk.services.glue.model.DeleteUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.DeleteUserDefinedFunctionResponse;
import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionResponse;
import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionsRequest;
import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionsResponse;
import software.amazon.awssdk.services.glue.model.UpdateUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.UpdateUserDefinedFunctionResponse;
import software.amazon.awssdk.services.glue.model.UserDefinedFunction;
import software.amazon.awssdk.services.glue.model.UserDefinedFunctionInput;

/** The operations on user-defined functions. */
final class Functions {
  private static final int PAGE = 100;

  /** In a database (aws-facts 14). */
  private static final int MOST = 100;

  private final Context context;

  Functions(Context context) {
    this.context = context;
  }

  GetUserDefinedFunctionsResponse list(Call call, GetUserDefinedFunctionsRequest request) {
    Cursor cursor = Cursor.of(request);
    Pattern pattern = pattern(request.pattern());
    Iterator<UserDefinedFunction> rest =
        databases(call, request.databaseName())
            .flatMap(database -> database.functions().values().stream())
            .filter(each -> pattern.matcher(each.functionName()).matches())
            .filter(each -> isAfter(each, cursor.after()))
            .toList()
            .iterator();
    Page<UserDefinedFunction> page =
        context.page(
            cursor,
            rest,
            request.maxResults(),
            PAGE,
            each -> List.of(each.databaseName(), each.functionName()));
    return GetUserDefinedFunctionsResponse.builder()
        .userDefinedFunctions(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private Stream<DatabaseEntry> databases(Call call, @Nullable String named) {
    if (named != null) {
      return Stream.of(context.access().content(context.access().describe(call, named)));
    }
    return context.store().databases().values().stream()
        .filter(each -> !each.isLink())
        .filter(each -> context.rights().mayDescribeDatabase(call.caller(), each.name()));
  }

  private static boolean isAfter(UserDefinedFunction function, List<String> after) {
    if (after.isEmpty()) {
      return true;
    }
    int order = after.get(0).compareTo(function.databaseName());
    return order < 0 || (order == 0 && after.get(1).compareTo(function.functionName()) < 0);
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException e) {
      throw AwsError.invalidInput("Pattern " + text + " is no regular expression.");
    }
  }

  GetUserDefinedFunctionResponse get(Call call, GetUserDefinedFunctionRequest request) {
    DatabaseEntry home =
        context.access().content(context.access().describe(call, request.databaseName()));
    return GetUserDefinedFunctionResponse.builder()
        .userDefinedFunction(find(home, request.functionName()))
        .build();
  }

  CreateUserDefinedFunctionResponse create(Call call, CreateUserDefinedFunctionRequest request) {
    DatabaseEntry home = context.access().change(call, "ALTER", request.databaseName());
    UserDefinedFunction function = definition(home, request.functionInput()).build();
    Map<String, UserDefinedFunction> functions = home.functions();
    if (functions.containsKey(function.functionName())) {
      throw AwsError.alreadyExists("Function already exists.");
    }
    if (functions.size() == MOST) {
      throw AwsError.of(
          "ResourceNumberLimitExceededException",
          "Number of FUNCTION resources exceeds the limit " + MOST + " per DATABASE");
    }
    functions.put(function.functionName(), function);
    return CreateUserDefinedFunctionResponse.builder().build();
  }

  UpdateUserDefinedFunctionResponse update(Call call, UpdateUserDefinedFunctionRequest request) {
    DatabaseEntry home = context.access().change(call, "ALTER", request.databaseName());
    UserDefinedFunction before = find(home, request.functionName());
    UserDefinedFunction now =
        definition(home, request.functionInput()).createTime(before.createTime()).build();
    if (!now.functionName().equals(before.functionName())) {
      throw AwsError.invalidInput(
          "Function " + before.functionName() + " cannot be renamed to " + now.functionName());
    }
    home.functions().put(now.functionName(), now);
    return UpdateUserDefinedFunctionResponse.builder().build();
  }

  DeleteUserDefinedFunctionResponse delete(Call call, DeleteUserDefinedFunctionRequest request) {
    DatabaseEntry home = context.access().change(call, "ALTER", request.databaseName());
    home.functions().remove(find(home, request.functionName()).functionName());
    return DeleteUserDefinedFunctionResponse.builder().build();
  }

  private static UserDefinedFunction find(DatabaseEntry home, String name) {
    UserDefinedFunction found = home.functions().get(Names.fold(name));
    if (found == null) {
      throw AwsError.entityNotFound("Function " + name + " not found.");
    }
    return found;
  }

  private UserDefinedFunction.Builder definition(
      DatabaseEntry home, UserDefinedFunctionInput input) {
    if (input.functionName() == null) {
      throw AwsError.invalidInput("FunctionName is required.");
    }
    return Shapes.copy(input, UserDefinedFunction.builder())
        .functionName(Names.fold(input.functionName()))
        .databaseName(home.name())
        .catalogId(context.store().account())
        .createTime(context.now());
  }
}
