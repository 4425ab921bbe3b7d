#!/bin/sh
# archive_command: keeps one finished WAL segment.
#   archive-wal.sh PATH NAME FOLDER
# Whole or absent, and on disk before PostgreSQL forgets its own: written under another name, flushed, renamed. Called again
# after a crash it finds its own work and says yes; another file of the same name is another server's, and is never replaced.
set -eu
path=$1 name=$2 folder=$3
if [ -e "$folder/$name" ]; then
  cmp -s "$path" "$folder/$name" || { echo "$folder/$name is there already and differs" >&2; exit 1; }
  exit 0
fi
cp "$path" "$folder/.$name.unfinished"
sync "$folder/.$name.unfinished"
mv "$folder/.$name.unfinished" "$folder/$name"
sync "$folder"
