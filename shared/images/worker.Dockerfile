# hadrill's worker: its jars on a JRE, and this host's own docker and compose, which are known to fit its engine.
ARG BASE
FROM ${BASE}
COPY docker /usr/local/bin/docker
COPY docker-compose /usr/local/lib/docker/cli-plugins/docker-compose
COPY lib/ /opt/hadrill/lib/
RUN install -d -m 1777 /var/lib/hadrill
WORKDIR /opt/hadrill
