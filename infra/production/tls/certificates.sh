#!/bin/sh
# The certificates of all sites, made on one computer that keeps ca.key and is none of the servers (OpenSSL 3).
#   certificates.sh FOLDER authority
#   certificates.sh FOLDER server NAME HOST...     NAME.crt, NAME.key for the server of these host names
#   certificates.sh FOLDER client NAME             NAME.crt, NAME.key for the role NAME
# Nothing is overwritten: remove what shall be made anew. Copy NAME.key where it belongs and nowhere else.
set -eu
umask 077
folder=$1 kind=$2
shift 2
mkdir -p "$folder"
cd "$folder"

# make NAME DAYS EXTENSIONS [openssl option...]
make() {
  name=$1 days=$2 extensions=$3
  shift 3
  [ ! -e "$name.key" ] || { echo "$folder/$name.key is there already" >&2; exit 1; }
  printf '[req]\ndistinguished_name=dn\nprompt=no\nx509_extensions=ext\n[dn]\nCN=%s\n[ext]\n%s\n' "$name" "$extensions" >"$name.cnf"
  openssl req -x509 -config "$name.cnf" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 \
    -days "$days" -keyout "$name.key.new" -out "$name.crt" "$@" 2>"$name.log" || { cat "$name.log" >&2; exit 1; }
  mv "$name.key.new" "$name.key"
  rm "$name.cnf" "$name.log"
  chmod 644 "$name.crt"
}

case "$kind" in
  # Ten years: to replace it means to visit every host.
  authority) make ca 3650 "$(printf 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign')" ;;
  # Two years and a quarter; docs/deploy.md says how to see in time when one ends.
  server)
    name=$1
    shift
    [ $# -gt 0 ] || { echo 'which host names?' >&2; exit 2; }
    hosts=$(printf 'DNS:%s,' "$@")
    make "$name" 825 "$(printf 'basicConstraints=CA:false\nextendedKeyUsage=serverAuth\nsubjectAltName=%s' "${hosts%,}")" -CA ca.crt -CAkey ca.key
    ;;
  client) make "$1" 825 "$(printf 'basicConstraints=CA:false\nextendedKeyUsage=clientAuth')" -CA ca.crt -CAkey ca.key ;;
  *) echo "authority, server or client, not $kind" >&2; exit 2 ;;
esac
