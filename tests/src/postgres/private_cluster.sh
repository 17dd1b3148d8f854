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

finish() {
    if [ -e "$home/data/postmaster.pid" ]; then
        as_server "$programs/pg_ctl" stop -D "$home/data" -m immediate -s >/dev/null 2>&1 || true
    fi
    cd /
    rm -rf "$home"
}
trap finish EXIT

start() {
    cd "$home"
    as_server "$programs/initdb" -D "$home/data" -U postgres -A trust -E UTF8 --locale=C --no-sync
    # Nothing here outlives the test process, so nothing needs to reach the disk. No port, only a
    # socket in a directory of our own: no other process can take it or come in.
    options="-k '$home' -c listen_addresses= -c max_connections=200"
    options="$options -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    as_server "$programs/pg_ctl" start -D "$home/data" -l "$home/server.log" -w -t 60 -o "$options"
}

if start >"$home/start.log" 2>&1; then
    echo ready
    cat >/dev/null
else
    cat "$home/start.log" "$home/server.log" 2>/dev/null
fi
