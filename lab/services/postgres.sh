#!/bin/sh
# PostgreSQL, as process 1. What PGDATA holds decides the role; LAB_FIRST_ROLE counts only while it holds nothing.
set -eu
umask 077
new=$PGDATA/.new

conninfo() { printf "host=%s user=%s application_name=%s connect_timeout=2" "$LAB_PEER" "$POSTGRES_REPL_USER" "$LAB_NODE"; }

peer_is_primary() {
  [ "$(PGPASSWORD=$POSTGRES_PASSWORD psql -XAtq "host=$LAB_PEER user=$POSTGRES_USER dbname=postgres connect_timeout=2" \
    -c 'SELECT pg_is_in_recovery()' 2>/dev/null)" = f ]
}

copy_peer() {
  echo "postgres.sh: base backup of $LAB_PEER"
  PGPASSWORD=$POSTGRES_REPL_PASSWORD pg_basebackup -d "$(conninfo)" -D "$new" -X stream -c fast -R
}

make_primary() {
  echo "postgres.sh: new cluster"
  printf '%s\n' "$POSTGRES_PASSWORD" >"$PGDATA/.pw"
  initdb -D "$new" -U "$POSTGRES_USER" --pwfile="$PGDATA/.pw" --data-checksums --encoding=UTF8 --locale=C.UTF-8 \
    --auth-local=trust --auth-host=scram-sha-256 --no-instructions >/dev/null
  rm "$PGDATA/.pw"
  cp /opt/hadrill/postgresql.conf "$new/postgresql.conf"
  printf '%s\n' 'local all all trust' 'local replication all trust' 'host all all all scram-sha-256' \
    'host replication all all scram-sha-256' >"$new/pg_hba.conf"
  {
    printf "CREATE ROLE %s LOGIN REPLICATION PASSWORD '%s';\n" "$POSTGRES_REPL_USER" "$POSTGRES_REPL_PASSWORD"
    printf 'CREATE DATABASE %s;\n' "$POSTGRES_DB"
  } | postgres --single -D "$new" postgres >/dev/null
  postgres --single -D "$new" "$POSTGRES_DB" </opt/hadrill/schema.sql >/dev/null
}

# Both initdb's move below and pg_basebackup bring global/ last: without it PGDATA was never complete.
if [ ! -f "$PGDATA/global/pg_control" ]; then
  find "$PGDATA" -mindepth 1 -delete
  if [ "$LAB_FIRST_ROLE" = primary ] && ! peer_is_primary; then
    make_primary
  else
    tries=0
    until peer_is_primary && copy_peer; do
      tries=$((tries + 1))
      [ "$tries" -lt 600 ] || { echo "postgres.sh: $LAB_PEER was no primary for a minute; starting over"; exit 1; }
      rm -rf "$new"
      sleep 0.1
    done
  fi
  find "$new" -mindepth 1 -maxdepth 1 ! -name global -exec mv -t "$PGDATA" {} +
  mv "$new/global" "$PGDATA/global"
  rmdir "$new"
fi
exec postgres
