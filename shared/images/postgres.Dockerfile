# PostgreSQL where no registry answers: what docker-compose.temporal.yml needs of the official image's behaviour.
ARG BASE
FROM ${BASE}
COPY postgres-entrypoint.sh /usr/local/bin/
USER postgres
ENV PGDATA=/var/lib/postgresql/data
ENTRYPOINT ["/bin/sh", "/usr/local/bin/postgres-entrypoint.sh"]
