# shellcheck shell=bash
# The history and who may read it, out of its server and back.

in_history() { compose exec -T history "$@"; }

# A consistent copy while drills go on; the folder appears only when it is whole.
backup() {
    set -- "${1%/}"
    [ -n "$1" ] || die "backup needs a folder: shared/shared backup FOLDER"
    [ ! -e "$1" ] || die "$1 is there already: name a new folder"
    local fresh=$1.partial
    rm -rf "$fresh"
    (umask 077; mkdir -p "$fresh")
    in_history pg_dump -U hadrill -d hadrill --format=custom >"$fresh/history.dump" || die "pg_dump failed; nothing was written to $1"
    in_history pg_dumpall -U hadrill --roles-only --no-role-passwords >"$fresh/roles.sql" || die "pg_dumpall failed; nothing was written to $1"
    (cd "$fresh" && sha256sum history.dump roles.sql >SHA256SUMS)
    mv "$fresh" "$1"
    say "backup: $(drills) drills, $(du -h "$1/history.dump" | cut -f1) in $1"
}

# Workers stop meanwhile, and are started again whatever comes: what they have to write waits in their outbox.
restore() {
    set -- "${1%/}"
    [ -f "$1/SHA256SUMS" ] || die "restore needs a folder that shared/shared backup made, was '$1'"
    (cd "$1" && sha256sum --quiet -c SHA256SUMS) || die "$1 is not as it was written: nothing was changed"
    in_history pg_restore -l >/dev/null <"$1/history.dump" || die "$1/history.dump cannot be read: nothing was changed"
    trap workers_after_a_failure EXIT
    compose stop worker-1 worker-2 >/dev/null 2>&1
    fill_beside "$1"
    take_its_place
    trap - EXIT
    compose start worker-1 worker-2 >/dev/null 2>&1 || die "the history is restored, but the workers cannot be started: shared/shared up"
    say "restore: $(drills) drills from $1"
}

fill_beside() {
    psql_history postgres <<'END'
SET client_min_messages = warning;
DROP DATABASE IF EXISTS hadrill_restored;
CREATE DATABASE hadrill_restored;
END
    roles <"$1/roles.sql" | psql_history postgres
    in_history pg_restore -U hadrill -d hadrill_restored --exit-on-error --single-transaction <"$1/history.dump"
}

# One transaction: at every moment there is a whole history of that name. It fails where a reader comes back at once.
take_its_place() {
    psql_history postgres <<'END'
SET client_min_messages = warning;
DROP DATABASE IF EXISTS hadrill_before WITH (FORCE);
BEGIN;
SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = 'hadrill' \g /dev/null
ALTER DATABASE hadrill RENAME TO hadrill_before;
ALTER DATABASE hadrill_restored RENAME TO hadrill;
COMMIT;
DROP DATABASE hadrill_before WITH (FORCE);
END
}

workers_after_a_failure() {
    say "restore failed; the workers go on with the history that is there: $(drills) drills"
    compose start worker-1 worker-2 >/dev/null 2>&1 || say "the workers cannot be started: shared/shared up"
}

psql_history() { in_history psql -q -v ON_ERROR_STOP=1 -U hadrill -d "$1"; }

# The server's own user is there; another role may be.
roles() {
    sed -E -e '/^(CREATE|ALTER) ROLE hadrill[ ;]/d' \
        -e 's/^CREATE ROLE (.*);$/DO $$BEGIN CREATE ROLE \1; EXCEPTION WHEN duplicate_object THEN NULL; END$$;/'
}

drills() { in_history psql -U hadrill -d hadrill -Atc 'SELECT count(*) FROM drill' 2>/dev/null || echo no; }
