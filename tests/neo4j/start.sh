#!/usr/bin/env bash
# Starts a real Neo4j Community server from the published jars, without Docker, and waits until it answers.
# Usage: start.sh FOLDER PORT PASSWORD    (stop it with: kill "$(cat FOLDER/pid)")
# NEO4J_VERSION=5.26.28 runs on Java 17 or newer; 2026.09.0 needs Java 21 or newer: set JAVA to that java.
# NEO4J_SETTINGS: further lines for neo4j.conf. NEO4J_HEAP: the largest heap. NEO4J_JIT=1 starts in half
# the time and is slower later (good for tests, not for measuring).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$1; port=$2; password=$3; version=${NEO4J_VERSION:-5.26.28}; java=${JAVA:-java}
mkdir -p "$folder"/{conf,data,logs,plugins,import}; folder=$(cd "$folder" && pwd)
jars=${NEO4J_JARS:-$HOME/.cache/datareach-neo4j}/$version
mkdir -p "$jars"; exec 9> "$jars/lock"; flock 9 # two test processes may start at once
if [ ! -e "$jars/complete" ]; then
  cp "$here/pom.xml" "$folder/pom.xml"
  mvn -q -B -f "$folder/pom.xml" -Dneo4j.version="$version" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$jars" >&2
  touch "$jars/complete"
fi
exec 9>&-
case $version in 5.*) main=org.neo4j.server.CommunityEntryPoint ;; *) main=org.neo4j.server.Neo4jCommunity ;; esac
cat > "$folder/conf/neo4j.conf" <<CONF
server.bolt.listen_address=127.0.0.1:$port
server.bolt.advertised_address=127.0.0.1:$port
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=256m
server.directories.import=$folder/import
dbms.usage_report.enabled=false
${NEO4J_SETTINGS:-}
CONF
opens=(); for package in java.nio java.io sun.nio.ch java.lang; do opens+=(--add-opens "java.base/$package=ALL-UNNAMED"); done
jvm=("$java" -Xms256m -Xmx"${NEO4J_HEAP:-1g}" -XX:+UseSerialGC -XX:TieredStopAtLevel="${NEO4J_JIT:-4}" -cp "$jars/*" "${opens[@]}")
[ -e "$folder/data/dbms" ] || NEO4J_HOME=$folder NEO4J_CONF=$folder/conf "${jvm[@]}" org.neo4j.cli.AdminTool dbms set-initial-password "$password" > "$folder/logs/password.log" 2>&1
nohup "${jvm[@]}" "$main" --home-dir="$folder" --config-dir="$folder/conf" > "$folder/logs/console.log" 2>&1 &
echo $! > "$folder/pid"
for _ in $(seq 600); do
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "bolt://127.0.0.1:$port"; exit 0; fi
  kill -0 "$(cat "$folder/pid")" 2>/dev/null || { tail -n 20 "$folder/logs/console.log" >&2; exit 1; }
  sleep 0.2
done
echo "no answer from Neo4j in 120 s" >&2; exit 1
