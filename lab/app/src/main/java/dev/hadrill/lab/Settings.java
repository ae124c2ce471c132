package dev.hadrill.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.HostAndPort;

/** What the container's environment says; read once, at start. */
record Settings(
        String instance,
        String dbHost,
        String dbName,
        String dbUser,
        String dbPassword,
        List<HostAndPort> sentinels,
        HostAndPort redis,
        String redisPassword) {

    static Settings from(Map<String, String> env) {
        return new Settings(
                need(env, "LAB_INSTANCE"),
                need(env, "DB_HOST"),
                need(env, "POSTGRES_DB"),
                need(env, "POSTGRES_USER"),
                need(env, "POSTGRES_PASSWORD"),
                addresses(env.getOrDefault("REDIS_SENTINELS", "")),
                HostAndPort.from(env.getOrDefault("REDIS_ADDRESS", "redis:6379")),
                need(env, "REDIS_PASSWORD"));
    }

    private static List<HostAndPort> addresses(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(HostAndPort::from)
                .toList();
    }

    private static String need(Map<String, String> env, String name) {
        String value = env.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("environment variable " + name + " is not set");
        }
        return value;
    }
}
