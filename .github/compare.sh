#!/bin/sh
# Compares the archives of two builds, byte for byte: compare.sh FIRST SECOND
set -eu
first=$1
second=$2
count=0
different=0
list=$(cd "$first" && find . -path '*/target/*' \( -name 'smtp-*.jar' -o -name '*.rar' -o -name 'smtp-*.war' \) \
    ! -path '*/target/*/*' ! -name 'original-*' | sort)
for file in $list; do
    count=$((count + 1))
    if ! cmp -s "$first/$file" "$second/$file"; then
        echo "different: $file" >&2
        different=$((different + 1))
    fi
done
echo "$count archives, $different of them different"
[ "$count" -gt 0 ] && [ "$different" -eq 0 ]
