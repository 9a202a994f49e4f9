package dev.vmsh.chaos;

import dev.vmsh.engine.Engine;
import dev.vmsh.engine.EngineFactory;
import dev.vmsh.engine.EngineSession;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The steps of a command, as seen from its databases: the instants before and after each commit of a transaction that writes, and each
 * statement that writes by itself. Tells them on standard output, each as a line that begins with {@link #MARK}. Safe for several threads.
 */
public final class Steps {
    static final String MARK = "@ ";

    private final String wanted;
    private int left;

    /**
     * @param wanted the name of the step to stop at, for good; empty for none
     * @param times how often it is to be reached
     */
    public Steps(String wanted, int times) {
        this.wanted = wanted;
        this.left = times;
    }

    /** Engines whose sessions tell their steps. */
    public EngineFactory around(EngineFactory engines) {
        return (settings, root) -> proxy(Engine.class, new Watched(engines.create(settings, root)));
    }

    /** Nobody passes a step while another thread is stopped at one. */
    private synchronized void reached(String step) {
        tell(MARK + step);
        if (step.equals(wanted) && --left <= 0) {
            while (true) {
                LockSupport.park();
            }
        }
    }

    private static void tell(String line) {
        try {
            new FileOutputStream(FileDescriptor.out).write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T proxy(Class<T> type, java.lang.reflect.InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private final class Watched implements java.lang.reflect.InvocationHandler {
        private final Engine engine;

        Watched(Engine engine) {
            this.engine = engine;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            Object result = Steps.invoke(engine, method, arguments);
            return method.getName().equals("open")
                    ? proxy(EngineSession.class, new WatchedSession((EngineSession) result))
                    : result;
        }
    }

    private final class WatchedSession implements java.lang.reflect.InvocationHandler {
        private final EngineSession session;
        private final List<String> sent = new ArrayList<>();

        WatchedSession(EngineSession session) {
            this.session = session;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            return switch (method.getName()) {
                case "transaction" ->
                    session.inTransaction()
                            ? Steps.invoke(session, method, arguments)
                            : transaction((Supplier<?>) arguments[0]);
                case "execute" -> execute((String) arguments[0], method, arguments);
                case "executeAll" -> executeAll((List<?>) arguments[0], method, arguments);
                case "createSchema" -> execute("CREATE SCHEMA", method, arguments);
                default -> Steps.invoke(session, method, arguments);
            };
        }

        private Object transaction(Supplier<?> work) {
            sent.clear();
            Object result = session.transaction(() -> {
                Object value = work.get();
                Step.of(sent).ifPresent(step -> reached("before " + step));
                return value;
            });
            Step.of(sent).ifPresent(step -> reached("after " + step));
            return result;
        }

        private Object executeAll(List<?> statements, Method method, Object[] arguments) throws Throwable {
            if (!session.inTransaction()) {
                throw new IllegalStateException("nothing is said about steps of statements outside of transactions");
            }
            List<String> texts = statements.stream().map(String.class::cast).toList();
            sent.addAll(texts);
            Object result = Steps.invoke(session, method, arguments);
            texts.forEach(sql -> Step.amid(sql).ifPresent(Steps.this::reached));
            return result;
        }

        private Object execute(String sql, Method method, Object[] arguments) throws Throwable {
            if (session.inTransaction()) {
                sent.add(sql);
                Object result = Steps.invoke(session, method, arguments);
                Step.amid(sql).ifPresent(Steps.this::reached);
                return result;
            }
            var step = Step.of(List.of(sql));
            step.ifPresent(name -> reached("before " + name));
            Object result = Steps.invoke(session, method, arguments);
            step.ifPresent(name -> reached("after " + name));
            return result;
        }
    }
}
