#!/bin/sh
# The users of a site's Redis servers, with new passwords: passwords.sh FOLDER
# Writes users.acl (hashes only) and copy-password.conf for Redis, and <user>.password for whoever shall connect.
# Nothing is overwritten: remove users.acl to give new ones.
set -eu
umask 077
folder=$1
mkdir -p "$folder"
cd "$folder"
[ ! -e users.acl ] || { echo "$folder/users.acl is there already" >&2; exit 1; }

new() { # the password of a user, made and kept; prints its hash
  head -c 32 /dev/urandom | od -An -vtx1 | tr -d ' \n' >"$1.password"
  sha256sum "$1.password" | cut -d ' ' -f 1
}
functions=$(new functions)
copy=$(new copy)
operator=$(new operator)
printf 'masterauth %s\n' "$(cat copy.password)" >copy-password.conf
# default: nobody can be it, for it is off and has no password; but what Redis reads from its own log at a start it does as this user,
# and Redis 7.0 would leave out every transaction it may not do, and go on.
# functions: our keys and channels, no command that stops, empties or reconfigures the server; info and config|get tell it
# whether the server is durable. copy: to follow, nothing else. operator: everything.
cat >users.acl.new <<END
user default off ~* &* +@all
user functions on #$functions ~ops:* &ops:* +@all -@admin -@dangerous +info +config|get
user copy on #$copy +psync +replconf +ping
user operator on #$operator ~* &* +@all
END
mv users.acl.new users.acl
