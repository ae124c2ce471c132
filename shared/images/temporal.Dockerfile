# One of Temporal's programs where no registry answers: server, admin-tools and ui from the same recipe, each with its own.
ARG BASE
FROM ${BASE}
RUN useradd --uid 1000 --user-group --no-create-home temporal
COPY bin/ /usr/local/bin/
COPY etc/ /etc/temporal/
WORKDIR /etc/temporal
USER temporal
CMD ["temporal-ui", "--root", "/etc/temporal", "--env", "docker", "start"]
