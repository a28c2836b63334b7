// What people see: the key of each node and the hash of the record that it shows.
MATCH (n:DataReach)
RETURN n.key, n.version
