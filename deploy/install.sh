#!/bin/sh
# install.sh PYTHON ARGUMENTS...: pip installs, and this says what it is at. If pip fails, its last words follow.
set -u
python=$1
shift
log=$(mktemp)
trap 'rm -f "$log" "$log.code"' EXIT

if [ -t 1 ]; then again='\r\033[K  %s' last='\n'; else again='  %s\n' last=''; fi
count=0
{
    "$python" -m pip install --disable-pip-version-check --no-input --progress-bar off "$@" 2>&1
    echo $? > "$log.code"
} | {
    while IFS= read -r line; do
        printf '%s\n' "$line" >> "$log"
        case $line in
            "Collecting "*)
                count=$((count + 1))
                name=${line#Collecting }
                printf "$again" "$count: ${name%% *}"
                ;;
            "  Downloading "*" MB)") printf "$again" "$count:${line#  Downloading}" ;;
            "Building wheels for "*) printf "$again" "building ${line#Building wheels for collected packages: }: this takes minutes" ;;
            "Installing collected packages"*) printf "$again" "unpacking $count packages: up to half a minute" ;;
        esac
    done
    [ "$count" = 0 ] || printf "$last"
}
code=$(cat "$log.code" 2> /dev/null || echo 1)
[ "$code" = 0 ] || tail -n 20 "$log" >&2
exit "$code"
