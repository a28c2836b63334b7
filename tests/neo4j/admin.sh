#!/usr/bin/env bash
# Runs neo4j-admin for the server of start.sh, which must not be running. Usage: admin.sh FOLDER ARGUMENT...
set -euo pipefail
folder=$(cd "$1" && pwd); shift
jars=${NEO4J_JARS:-$HOME/.cache/datareach-neo4j}/${NEO4J_VERSION:-5.26.28}
opens=(); for package in java.nio java.io sun.nio.ch java.lang; do opens+=(--add-opens "java.base/$package=ALL-UNNAMED"); done
NEO4J_HOME=$folder NEO4J_CONF=$folder/conf exec "${JAVA:-java}" -Xmx1g -cp "$jars/*" "${opens[@]}" org.neo4j.cli.AdminTool "$@"
