package dev.hadrill.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisException;

/** Writes to the Valkey master that the Sentinels name, asked anew for each new set of connections. */
final class ValkeyStore implements Store {
    private static final String MASTER = "freesdn";
    // A dead container's address swallows packets, so this is how long each try at it takes: short, on one bridge.
    private static final int CONNECT_MILLIS = 300;
    private static final int ANSWER_MILLIS = 1_000;

    private final List<HostAndPort> sentinels;
    private final HostAndPort single;
    private final JedisClientConfig config;
    private final JedisClientConfig sentinelConfig =
            client().socketTimeoutMillis(CONNECT_MILLIS).build();
    private final Link<Jedis> link;

    ValkeyStore(Settings settings) {
        sentinels = settings.sentinels();
        single = settings.redis();
        config = client().socketTimeoutMillis(ANSWER_MILLIS)
                .password(settings.redisPassword())
                .build();
        link = new Link<>(name(), this::open);
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public void write(String key, Duration limit) throws Exception {
        link.use(valkey -> valkey.set(key, Long.toString(System.currentTimeMillis())), limit);
    }

    private static DefaultJedisClientConfig.Builder client() {
        return DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(CONNECT_MILLIS)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
    }

    private Jedis open() throws InterruptedException {
        List<HostAndPort> candidates = candidates();
        JedisException last = new JedisException("no Sentinel of " + sentinels + " knows a master named " + MASTER);
        for (HostAndPort candidate : candidates) {
            try {
                return openMaster(candidate);
            } catch (JedisException e) {
                last = new JedisException("redis " + candidate + ": " + e.getMessage(), e);
            }
        }
        throw last;
    }

    private Jedis openMaster(HostAndPort address) {
        Jedis valkey = new Jedis(address, config);
        try {
            Object role = valkey.role().getFirst();
            if ("master".equals(role)) {
                return valkey;
            }
            throw new JedisException("is a " + role + ", not a master");
        } catch (JedisException e) {
            valkey.close();
            throw e;
        }
    }

    /** What the Sentinels answer, the majority's word first: a Sentinel may lag a failover by a second. */
    private List<HostAndPort> candidates() throws InterruptedException {
        if (sentinels.isEmpty()) {
            return List.of(single);
        }
        Map<HostAndPort, Integer> votes = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<HostAndPort> answer : threads.invokeAll(sentinels.stream()
                    .map(s -> (Callable<HostAndPort>) () -> ask(s))
                    .toList())) {
                try {
                    votes.merge(answer.get(), 1, Integer::sum);
                } catch (ExecutionException e) {
                    // A dead Sentinel has no vote.
                }
            }
        }
        List<HostAndPort> addresses = new ArrayList<>(votes.keySet());
        addresses.sort((a, b) -> votes.getOrDefault(b, 0) - votes.getOrDefault(a, 0));
        return addresses;
    }

    private HostAndPort ask(HostAndPort sentinel) {
        try (Jedis connection = new Jedis(sentinel, sentinelConfig)) {
            List<String> address = connection.sentinelGetMasterAddrByName(MASTER);
            if (address == null) {
                throw new JedisException(sentinel + " knows no master named " + MASTER);
            }
            return new HostAndPort(address.get(0), Integer.parseInt(address.get(1)));
        }
    }
}
