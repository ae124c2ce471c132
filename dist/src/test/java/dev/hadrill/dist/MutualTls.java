package dev.hadrill.dist;

import io.grpc.CallOptions;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A door before a Temporal server: it asks for a client certificate of its authority and for an API key. */
final class MutualTls implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel behind;
    private final Server door;
    private final Set<String> passed = ConcurrentHashMap.newKeySet();

    MutualTls(Certificates certificates, String name, String apiKey, String target) throws IOException {
        behind = NettyChannelBuilder.forTarget(target).usePlaintext().build();
        door = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .sslContext(GrpcSslContexts.forServer(
                                certificates.certificate(name).toFile(),
                                certificates.key(name).toFile())
                        .trustManager(certificates.authority().toFile())
                        .clientAuth(ClientAuth.REQUIRE)
                        .build())
                .intercept(new ApiKey(apiKey))
                .fallbackHandlerRegistry(new Forwarding())
                .build()
                .start();
    }

    String address() {
        return "127.0.0.1:" + door.getPort();
    }

    /** The methods that were let through, without their service's name. */
    Set<String> passed() {
        return passed;
    }

    @Override
    public void close() {
        door.shutdownNow();
        behind.shutdownNow();
    }

    private final class ApiKey implements ServerInterceptor {
        private final String expected;

        ApiKey(String key) {
            expected = "Bearer " + key;
        }

        @Override
        public <A, B> ServerCall.Listener<A> interceptCall(
                ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
            if (!expected.equals(headers.get(AUTHORIZATION))) {
                call.close(Status.UNAUTHENTICATED.withDescription("the API key is not known"), new Metadata());
                return new ServerCall.Listener<>() {};
            }
            passed.add(String.valueOf(call.getMethodDescriptor().getBareMethodName()));
            return next.startCall(call, headers);
        }
    }

    private final class Forwarding extends HandlerRegistry {
        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
            MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName(name)
                    .setRequestMarshaller(new Bytes())
                    .setResponseMarshaller(new Bytes())
                    .build();
            return ServerMethodDefinition.create(
                    method,
                    ServerCalls.asyncUnaryCall((request, answer) ->
                            ClientCalls.asyncUnaryCall(behind.newCall(method, CallOptions.DEFAULT), request, answer)));
        }
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
