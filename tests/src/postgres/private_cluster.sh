# Runs a PostgreSQL cluster for as long as stdin stays open, then stops it and removes every trace.
# The test process holds the other end of stdin, which the kernel closes however that process ends.
#
# $1: the directory of PostgreSQL's programs; $2: an empty directory, where the socket will be too.
# Prints `ready`, or what went wrong.
set -eu
programs=$1 home=$2
trap '' HUP INT TERM

as_server() { "$@"; }
if [ "$(id -u)" = 0 ]; then
    # PostgreSQL refuses to run as root.
    chown postgres "$home"
    if command -v setpriv >/dev/null; then
        as_server() { setpriv --reuid=postgres --regid=postgres --init-groups "$@"; }
    elif command -v runuser >/dev/null; then
        as_server() { runuser -u postgres -- "$@"; }
    else
        as_server() { su -s /bin/sh postgres -c 'exec "$0" "$@"' -- "$@"; }
    fi
fi

# Each test's database is some hundred files that soon go again: kept in memory where that is large
# enough, since a file system on a disk takes as long for them as the tests for the rest.
memory=/dev/shm
enough=4194304 # KiB
data=$home/data
free=$(df -Pk "$memory" 2>/dev/null | awk 'NR == 2 { print $4 }')
if [ -w "$memory" ] && [ "${free:-0}" -ge "$enough" ]; then
    data=$(mktemp -d "$memory/hallpass-postgres-XXXXXX")
    [ "$(id -u)" != 0 ] || chown postgres "$data"
fi

finish() {
    if [ -e "$data/postmaster.pid" ]; then
        as_server "$programs/pg_ctl" stop -D "$data" -m immediate -s >/dev/null 2>&1 || true
    fi
    cd /
    rm -rf "$home" "$data"
}
trap finish EXIT

start() {
    cd "$home"
    as_server "$programs/initdb" -D "$data" -U postgres -A trust -E UTF8 --locale=C --no-sync
    # Nothing here outlives the test process, so nothing needs to reach the disk. No port, only a
    # socket in a directory of our own: no other process can take it or come in.
    options="-k '$home' -c listen_addresses= -c max_connections=200"
    options="$options -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    options="$options -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=256MB"
    options="$options -c autovacuum=off -c jit=off"
    as_server "$programs/pg_ctl" start -D "$data" -l "$home/server.log" -w -t 60 -o "$options"
}

if start >"$home/start.log" 2>&1; then
    echo ready
    cat >/dev/null
else
    cat "$home/start.log" "$home/server.log" 2>/dev/null
fi
