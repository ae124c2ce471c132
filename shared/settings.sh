# shellcheck shell=bash
# Settings in LOCAL/env, which compose reads; secrets in LOCAL/secrets, a file each.

SETTINGS='COMPOSE_PROJECT_NAME SHARED_LISTEN SHARED_TEMPORAL_PORT SHARED_UI_PORT SHARED_HISTORY_PORT SHARED_METRICS_PORT SHARED_NAMESPACE SHARED_RETENTION
SHARED_STACKS SHARED_STACK_DIR SHARED_SECRETS SHARED_WORKER_USER SHARED_DOCKER_GROUP SHARED_DOCKER_SOCKET SHARED_POSTGRES_IMAGE SHARED_SERVER_IMAGE
SHARED_ADMIN_IMAGE SHARED_UI_IMAGE SHARED_WORKER_IMAGE SHARED_TEMPORAL_PROFILE SHARED_TEMPORAL_PROFILE_FILE SHARED_TEMPORAL_CERTS
SHARED_WEBHOOK_URL'

setting() { sed -n "s/^$1=//p" "$ENV_FILE"; }

# set_setting NAME VALUE: the whole file is replaced at once.
set_setting() {
    case " ${SETTINGS//$'\n'/ } " in *" $1 "*) ;; *) die "$1 is no setting; there are: ${SETTINGS//$'\n'/ }" ;; esac
    (
        umask 077
        grep -v "^$1=" "$ENV_FILE" >"$ENV_FILE.new" || true
        printf '%s=%s\n' "$1" "$2" >>"$ENV_FILE.new"
        mv "$ENV_FILE.new" "$ENV_FILE"
    )
}

init() {
    local pair
    if [ ! -e "$ENV_FILE" ]; then
        (umask 077; mkdir -p "$LOCAL/secrets")
        touch "$ENV_FILE"
        set_setting COMPOSE_PROJECT_NAME hadrill-shared
        set_setting SHARED_LISTEN 127.0.0.1
        set_setting SHARED_TEMPORAL_PORT 7233
        set_setting SHARED_UI_PORT 8233
        set_setting SHARED_HISTORY_PORT 15433
        set_setting SHARED_METRICS_PORT 9464
        set_setting SHARED_STACKS "$HOME_DIR/stacks"
        set_setting SHARED_STACK_DIR "$HOME_DIR/lab"
        set_setting SHARED_SECRETS "$LOCAL/secrets"
        say "settings in $ENV_FILE"
    fi
    for pair in "$@"; do
        case $pair in *=*) set_setting "${pair%%=*}" "${pair#*=}" ;; *) die "'$pair': expected NAME=VALUE" ;; esac
    done
    secret temporal_db_password "$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"
    secret history_password "$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"
    [ -z "$(setting SHARED_WEBHOOK_URL)" ] || secret webhook_secret "whsec_$(head -c 32 /dev/urandom | base64 -w 0)"
}

# secret NAME VALUE: one that is there is kept.
# Readable to all inside the folder, which only its owner may enter: containers read it as users of their own.
secret() {
    [ ! -s "$LOCAL/secrets/$1" ] || return 0
    printf '%s' "$2" >"$LOCAL/secrets/$1"
    chmod 0444 "$LOCAL/secrets/$1"
    say "new $1 in $LOCAL/secrets"
}

# For eval: the password is in the caller's environment from then on, and in no argument.
environment() {
    local host
    host=$(setting SHARED_LISTEN)
    [ "$host" != 0.0.0.0 ] || host=127.0.0.1
    printf 'export TEMPORAL_ADDRESS=%s:%s\n' "$host" "$(setting SHARED_TEMPORAL_PORT)"
    printf 'export HADRILL_HISTORY_URL=jdbc:postgresql://%s:%s/hadrill\n' "$host" "$(setting SHARED_HISTORY_PORT)"
    printf 'export HADRILL_HISTORY_USER=hadrill\n'
    # shellcheck disable=SC2016 # expanded by the caller
    printf 'HADRILL_HISTORY_PASSWORD=$(cat %q); export HADRILL_HISTORY_PASSWORD\n' "$LOCAL/secrets/history_password"
}
