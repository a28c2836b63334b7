#!/usr/bin/env bash
# Starts a real Neo4j Community server from the published jars, without Docker, and waits until it answers.
# Usage: start.sh FOLDER PORT PASSWORD    (stop it with: kill "$(cat FOLDER/pid)")
# NEO4J_VERSION=5.26.28 runs on Java 17 or newer; 2026.09.0 needs Java 21 or newer: set JAVA to that java.
# NEO4J_SETTINGS: further lines for neo4j.conf. NEO4J_HEAP: the largest heap. NEO4J_JIT=1 starts in half
# the time and is slower later (good for tests, not for measuring).
# The first start of a version also makes an archive of its classes beside the jars: each later start is a third shorter.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$1; port=$2; password=$3; version=${NEO4J_VERSION:-5.26.28}; java=${JAVA:-java}
mkdir -p "$folder"; folder=$(cd "$folder" && pwd)
jars=${NEO4J_JARS:-$HOME/.cache/datareach-neo4j}/$version
mkdir -p "$jars"; exec 9> "$jars/lock"; flock 9 # two test processes may start at once
if [ ! -e "$jars/complete" ]; then
  cp "$here/pom.xml" "$folder/pom.xml"
  mvn -q -B -f "$folder/pom.xml" -Dneo4j.version="$version" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$jars" >&2
  touch "$jars/complete"
fi
exec 9>&-
case $version in 5.*) main=org.neo4j.server.CommunityEntryPoint ;; *) main=org.neo4j.server.Neo4jCommunity ;; esac
opens=(); for package in java.nio java.io sun.nio.ch java.lang; do opens+=(--add-opens "java.base/$package=ALL-UNNAMED"); done
jvm=("$java" -Xms256m -Xmx"${NEO4J_HEAP:-1g}" -XX:+UseSerialGC -XX:TieredStopAtLevel="${NEO4J_JIT:-4}")
classes=(-cp "$jars/*" "${opens[@]}")

configure() { # FOLDER
  mkdir -p "$1"/{conf,data,logs,plugins,import}
  cat > "$1/conf/neo4j.conf" <<CONF
server.bolt.listen_address=127.0.0.1:$port
server.bolt.advertised_address=127.0.0.1:$port
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=256m
server.directories.import=$1/import
dbms.usage_report.enabled=false
${NEO4J_SETTINGS:-}
CONF
}

launch() { # FOLDER OPTION...: starts the server and waits until its port is open
  local at=$1; shift
  nohup "${jvm[@]}" "$@" "${classes[@]}" "$main" --home-dir="$at" --config-dir="$at/conf" > "$at/logs/console.log" 2>&1 &
  echo $! > "$at/pid"
  for _ in $(seq 2400); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return; fi
    kill -0 "$(cat "$at/pid")" 2>/dev/null || { tail -n 20 "$at/logs/console.log" >&2; exit 1; }
    sleep 0.05
  done
  echo "no answer from Neo4j in 120 s" >&2; exit 1
}

archive=$jars/classes-$("$java" -version 2>&1 | cksum | cut -d ' ' -f 1).jsa
if [ ! -e "$archive" ]; then
  spare=$(mktemp -d); configure "$spare"
  launch "$spare" -XX:ArchiveClassesAtExit="$spare/classes.jsa"
  kill "$(cat "$spare/pid")"; wait "$(cat "$spare/pid")" || true
  mv "$spare/classes.jsa" "$archive.$$" && mv "$archive.$$" "$archive"
  rm -rf "$spare"
fi
jvm+=(-XX:SharedArchiveFile="$archive")

configure "$folder"
[ -e "$folder/data/dbms" ] || NEO4J_HOME=$folder NEO4J_CONF=$folder/conf "${jvm[@]}" "${classes[@]}" org.neo4j.cli.AdminTool dbms set-initial-password "$password" > "$folder/logs/password.log" 2>&1
launch "$folder"
echo "bolt://127.0.0.1:$port"
