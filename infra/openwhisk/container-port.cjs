'use strict';

/**
 * Loaded before a runtime that listens on a port of its own choice, ours or the real one: it listens on a free port of this
 * machine instead, tells its parent which, and ends with it. So many runtimes run side by side without containers.
 */

const http = require('node:http');

const { listen } = http.Server.prototype;
http.Server.prototype.listen = function listenElsewhere() {
  const server = listen.call(this, 0, '127.0.0.1');
  server.once('listening', () => process.send({ port: server.address().port }));
  return server;
};
process.once('disconnect', () => process.exit());
