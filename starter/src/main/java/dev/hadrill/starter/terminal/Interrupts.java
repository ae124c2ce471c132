package dev.hadrill.starter.terminal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Ctrl-C and SIGTERM, delivered to whoever asks. */
public final class Interrupts {
    private Interrupts() {}

    /** From now on both call {@code action}, on a thread of its own, and no longer end the process. */
    public static void onInterrupt(Runnable action) {
        handle("INT", action);
        handle("TERM", action);
    }

    /** By reflection: javac warns of sun.misc.Signal, cannot be told not to, and Java has nothing else. */
    private static void handle(String signal, Runnable action) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    Interrupts.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        action.run();
                        return null;
                    });
            signalType
                    .getMethod("handle", signalType, handlerType)
                    .invoke(null, signalType.getConstructor(String.class).newInstance(signal), handler);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException("SIG" + signal + " cannot be handled on this JDK", e);
        }
    }
}
