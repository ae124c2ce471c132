package dev.hadrill.activities.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerEndpointTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://203.0.113.8:2375",
                "tcp://[::ffff:127.0.0.1]:2375",
                "tcp://2130706433:2375",
                "ssh://root@127.0.0.1",
                "http://127.0.0.1:2375",
                "npipe:////./pipe/docker_engine",
                "tcp://127.0.0.1",
                "not an endpoint"
            })
    void elsewhereIsRefused(String endpoint) {
        assertThatThrownBy(() -> DockerEndpoint.pin("docker_host", endpoint)).hasMessageContaining(endpoint);
    }

    @Test
    void localAndPrivateEndpointsAreTaken() {
        assertThat(DockerEndpoint.pin("docker_host", "unix:///run/docker.sock")).isEqualTo("unix:///run/docker.sock");
        assertThat(DockerEndpoint.pin("docker_host", "tcp://10.1.2.3:2375")).isEqualTo("tcp://10.1.2.3:2375");
        assertThat(DockerEndpoint.pin("docker_host", "tcp://127.0.0.1:2375")).isEqualTo("tcp://127.0.0.1:2375");
    }
}
