package io.twinlake.standin.glue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.Caller;
import io.twinlake.standin.wire.PojoJson;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.GlueRequest;

/** The SDK's client interface straight onto a service's operations, without HTTP. */
final class DirectGlue implements InvocationHandler {
  private final GlueService service;
  private final Caller caller;

  private DirectGlue(GlueService service, Caller caller) {
    this.service = service;
    this.caller = caller;
  }

  static GlueClient client(GlueService service, Caller caller) {
    return (GlueClient)
        Proxy.newProxyInstance(
            DirectGlue.class.getClassLoader(),
            new Class<?>[] {GlueClient.class},
            new DirectGlue(service, caller));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getName().endsWith("Paginator") || !(arguments[0] instanceof GlueRequest)) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    String name = method.getName();
    String operation = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    Call call = new Call(caller, "glue", "us-east-1", operation);
    ObjectNode answer = service.operations().invoke(call, PojoJson.encode((SdkPojo) arguments[0]));
    SdkPojo builder = (SdkPojo) method.getReturnType().getMethod("builder").invoke(null);
    return PojoJson.decode(answer, builder);
  }
}
