package cloze.benchmark.exchange;

import cloze.train.averaging.StateView;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A state outside the heap, where the states of real workers are. States are kept for the next round, as replicas are. */
final class DirectState implements StateView {
    private static final Map<Integer, Queue<DirectState>> IDLE = new ConcurrentHashMap<>();
    private static final int MOMENTS = 2;

    private final FloatBuffer parameters;
    private final FloatBuffer updater;

    private DirectState(int parameters) {
        this.parameters = floats(parameters);
        this.updater = floats(MOMENTS * parameters);
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Returns a state with any content. States of another size are forgotten. */
    static DirectState borrow(int parameters) {
        IDLE.keySet().removeIf(size -> size != parameters);
        DirectState idle = IDLE.computeIfAbsent(parameters, size -> new ConcurrentLinkedQueue<>())
                .poll();
        return idle == null ? new DirectState(parameters) : idle;
    }

    void giveBack() {
        IDLE.computeIfAbsent(parameters(), size -> new ConcurrentLinkedQueue<>())
                .add(this);
    }

    @Override
    public int parameters() {
        return parameters.capacity();
    }

    @Override
    public int updater() {
        return updater.capacity();
    }

    @Override
    public FloatBuffer parameters(int from, int count) {
        return parameters.slice(from, count);
    }

    @Override
    public FloatBuffer updater(int from, int count) {
        return updater.slice(from, count);
    }
}
