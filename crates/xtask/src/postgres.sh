# Runs one throw-away PostgreSQL for as long as standard input stays open, then removes it.
#
# Whoever starts this holds the other end of standard input. However that process ends, even by
# SIGKILL, the pipe closes and the server goes with it.
#
# Usage: sh postgres.sh DIRECTORY PORT BIN DURABLE [COMMAND…]
# DURABLE is on, or off where nobody minds what a loss of power would take.
# COMMAND, when given, runs its arguments as the user the server belongs to.
set -u
directory=$1 port=$2 bin=$3 durable=$4
shift 4
export LC_ALL=C
server=
exec 3<&0

# The data are thrown away, so the server may stop without writing them out: that is SIGQUIT.
stop() {
    [ -z "$server" ] || kill -QUIT "$server" 2>/dev/null
}
trap stop HUP INT TERM

"$@" "$bin/initdb" --pgdata="$directory/data" --username=postgres --auth=trust \
    --encoding=UTF8 --locale=C --no-sync --no-instructions >"$directory/log" 2>&1 3<&-
status=$?

if [ "$status" -eq 0 ]; then
    "$@" "$bin/postgres" -D "$directory/data" -c listen_addresses=127.0.0.1 -c port="$port" \
        -c unix_socket_directories= -c max_connections=300 -c shared_buffers=128MB \
        -c fsync="$durable" -c synchronous_commit="$durable" -c full_page_writes="$durable" \
        >>"$directory/log" 2>&1 3<&- &
    server=$!
    { read -r _ <&3; stop; } &
    watcher=$!
    # A trapped signal ends one `wait`, not the server.
    while kill -0 "$server" 2>/dev/null; do
        wait "$server"
        status=$?
    done
    kill "$watcher" 2>/dev/null
fi

# SIGQUIT asked for an end; anything else that is not success came by itself.
if [ "$status" -ne 0 ] && ! grep -q 'received immediate shutdown request' "$directory/log"; then
    tail -n 40 "$directory/log" >&2
fi
cd /
rm -rf "$directory"
exit "$status"
