# shellcheck shell=bash
# The five images: official ones where a registry answers, else Temporal's programs from their Go modules on the lab's image.

SERVER_VERSION=1.32.2
UI_VERSION=2.54.1 # 2.58.1 cannot be built: a module of it is not to be had
GO_TOOLCHAIN=go1.26.10 # what the server's go.mod asks for
POSTGRES_VERSION=17

images() {
    [ -r "$ENV_FILE" ] || init
    base_image
    if official_images; then
        say "a registry answers: the official images are used"
    else
        say "no registry answers: Temporal $SERVER_VERSION is taken from its Go modules"
        temporal_programs
        own_images
    fi
    worker_image
}

# The lab's image, in a shell of its own: the lab's scripts have names of their own.
base_image() {
    BASE=$(
        LAB=$HOME_DIR/lab RUN=$HOME_DIR/lab/.run INSTALL=yes
        mkdir -p "$RUN"
        . "$LAB/engine.sh"
        . "$LAB/image.sh"
        say() { printf 'shared: %s\n' "$*" >&2; }
        engine_up >&2
        image_up >&2
        image_name
    )
    docker buildx version >/dev/null 2>&1 || export DOCKER_BUILDKIT=0 # the engine's own builder does
}

official_images() {
    local image setting
    for image in "SHARED_POSTGRES_IMAGE postgres:$POSTGRES_VERSION" "SHARED_SERVER_IMAGE temporalio/server:$SERVER_VERSION" \
        "SHARED_ADMIN_IMAGE temporalio/admin-tools:$SERVER_VERSION" "SHARED_UI_IMAGE temporalio/ui:$UI_VERSION"; do
        setting=${image%% *} image=${image#* }
        timeout 300 docker pull -q "$image" >/dev/null 2>&1 || return 1
        set_setting "$setting" "$image"
    done
}

# --- Temporal's programs, once per version --------------------------------------------------------------------------

temporal_programs() {
    PROGRAMS=$CACHE/temporal-server-$SERVER_VERSION-ui-$UI_VERSION
    [ ! -e "$PROGRAMS/complete" ] || { say "programs: $PROGRAMS"; return; }
    command -v go >/dev/null || die "no registry answers and there is no go: install Go 1.21 or later, or name images by shared/shared init SHARED_SERVER_IMAGE=..."
    mkdir -p "$PROGRAMS"
    (
        exec 9>"$PROGRAMS/lock"
        flock 9
        [ ! -e "$PROGRAMS/complete" ] || exit 0
        say "programs: building Temporal's server, SQL tool and UI: some minutes, once (log: $PROGRAMS/build.log)"
        go_program temporal-sql-tool "go.temporal.io/server/cmd/tools/sql@v$SERVER_VERSION"
        go_program temporal-server "go.temporal.io/server/cmd/server@v$SERVER_VERSION"
        go_program temporal-ui "github.com/temporalio/ui-server/v2/cmd/server@v$UI_VERSION"
        ui_configuration
        temporal_cli
        touch "$PROGRAMS/complete"
    ) || die "Temporal could not be built: $(tail -n 1 "$PROGRAMS/build.log") (log: $PROGRAMS/build.log)"
}

# go_program NAME PACKAGE: static, so that it runs on any image; one that is there is kept.
go_program() {
    [ ! -x "$PROGRAMS/$1" ] || return 0
    local out
    out=$(mktemp -d "$PROGRAMS/.go.XXXXXX")
    GOTOOLCHAIN=$GO_TOOLCHAIN CGO_ENABLED=0 GOBIN=$out nice -n 15 go install -trimpath -ldflags '-s -w' "$2" >>"$PROGRAMS/build.log" 2>&1 9>&- ||
        { rm -rf "$out"; return 1; }
    mv "$out"/* "$PROGRAMS/$1"
    rmdir "$out"
    say "programs: $1"
}

# The UI's template of its configuration, as in its official image.
ui_configuration() {
    local module
    module=$(cd / && GOTOOLCHAIN=$GO_TOOLCHAIN go mod download -json "github.com/temporalio/ui-server/v2@v$UI_VERSION" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
    install -m 0644 "$module/config/docker.yaml" "$PROGRAMS/ui-docker.yaml"
}

# The CLI that hadrill's platform fetches: a static binary with "temporal operator".
temporal_cli() {
    local found
    found=$(find "${HADRILL_DATA:-$HOME_DIR/.hadrill}/cache" "$HOME_DIR/.hadrill/cache" -maxdepth 2 -type f -name temporal -perm -u+x 2>/dev/null | head -n 1)
    [ -n "$found" ] || found=$(command -v temporal || true)
    if [ -n "$found" ]; then
        install -m 0755 "$found" "$PROGRAMS/temporal"
    else
        go_program temporal github.com/temporalio/cli/cmd/temporal@v1.5.1 # the newest that go install takes
    fi
}

# --- images ---------------------------------------------------------------------------------------------------------

own_images() {
    local context recipes
    recipes=$(cat "$SHARED"/images/*  | sha256sum | cut -c1-8)
    context=$(mktemp -d)
    cp "$SHARED/images/postgres-entrypoint.sh" "$context"
    build SHARED_POSTGRES_IMAGE "hadrill-shared-postgres:${BASE#*:}-$recipes" postgres "$context"
    temporal_image SHARED_SERVER_IMAGE server temporal-server
    temporal_image SHARED_ADMIN_IMAGE admin-tools temporal-sql-tool temporal
    temporal_image SHARED_UI_IMAGE ui temporal-ui
    rm -rf "$context"
}

# temporal_image SETTING NAME PROGRAM...
temporal_image() {
    local setting=$1 name=$2 context
    shift 2
    context=$(mktemp -d)
    mkdir -p "$context/bin" "$context/etc/config"
    (cd "$PROGRAMS" && cp "$@" "$context/bin")
    cp "$PROGRAMS/ui-docker.yaml" "$context/etc/config/docker.yaml"
    build "$setting" "hadrill-shared-$name:$SERVER_VERSION-${BASE#*:}-$recipes" temporal "$context"
    rm -rf "$context"
}

# build SETTING IMAGE RECIPE CONTEXT: an image that is there is kept; its name says what it is made of.
build() {
    if ! docker image inspect "$2" >/dev/null 2>&1; then
        say "image: building $2"
        timeout 900 docker build -q --build-arg BASE="$BASE" -t "$2" -f "$SHARED/images/$3.Dockerfile" "$4" >"$LOCAL/build.log" 2>&1 ||
            die "docker build of $2 failed: $(tail -n 1 "$LOCAL/build.log") (log: $LOCAL/build.log)"
    fi
    set_setting "$1" "$2"
}

worker_image() {
    local context client plugin
    "$HOME_DIR/hadrill" --version >/dev/null # builds what is older than its sources
    client=$(readlink -f "$(command -v docker)")
    plugin=$(docker info --format '{{range .ClientInfo.Plugins}}{{if eq .Name "compose"}}{{.Path}}{{end}}{{end}}')
    [ -x "$plugin" ] || die "docker compose is no plugin of the docker command: install compose v2"
    context=$(mktemp -d)
    cp "$client" "$context/docker"
    cp "$plugin" "$context/docker-compose"
    mkdir "$context/lib"
    cp "$HOME_DIR"/dist/target/lib/*.jar "$context/lib"
    build SHARED_WORKER_IMAGE "hadrill-shared-worker:$(cd "$context" && find . -type f | sort | xargs sha256sum | sha256sum | cut -c1-12)" worker "$context"
    rm -rf "$context"
}
