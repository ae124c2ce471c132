#!/bin/sh
# An empty volume becomes a cluster with POSTGRES_USER, its password and a database of its name; then the server, over TCP.
set -eu
if [ ! -e "$PGDATA/hadrill-complete" ]; then
    rm -rf "${PGDATA:?}"/* # what a first start that was killed left
    # shellcheck disable=SC2086 # several options
    initdb -D "$PGDATA" -U "$POSTGRES_USER" -E UTF8 --locale=C.UTF-8 --auth-local=trust --auth-host=scram-sha-256 \
        --pwfile="$POSTGRES_PASSWORD_FILE" ${POSTGRES_INITDB_ARGS:-}
    echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
    printf 'CREATE DATABASE "%s"\n' "$POSTGRES_USER" | postgres --single -D "$PGDATA" postgres >/dev/null
    touch "$PGDATA/hadrill-complete"
fi
exec postgres -D "$PGDATA" -c listen_addresses='*'
