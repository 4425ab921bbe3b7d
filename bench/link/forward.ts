import { once } from 'node:events';
import { connect, createServer, type IpcSocketConnectOpts, type Server, type TcpSocketConnectOpts } from 'node:net';
import { fileURLToPath } from 'node:url';

/** A port of a host, or a socket file: those are reached from every network namespace. */
export type Address = { host: string; port: number } | { path: string };

/**
 * Hands every connection to one address on to another, both directions; the end of either is the end of both. What is not
 * connected after `connect_limit_ms` is given up: the client, which is accepted at once, cannot do so itself. 0: never.
 */
export async function forward(listen: Address, target: Address, connect_limit_ms = 0): Promise<Server> {
  const server = createServer({ noDelay: true }, (client) => {
    const options: TcpSocketConnectOpts | IpcSocketConnectOpts =
      'path' in target ? target : { ...target, noDelay: true };
    const upstream = connect(options);
    client.pipe(upstream).pipe(client);
    upstream.setTimeout(connect_limit_ms, () => upstream.destroy()).once('connect', () => upstream.setTimeout(0));
    // Given up before it was connected: nobody is to be told of it.
    client.once('end', () => upstream.connecting && upstream.destroy());
    for (const [socket, twin] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      socket.on('error', () => {}); // 'close' follows
      socket.once('close', (failed) => (failed ? twin.destroy() : twin.end()));
    }
  });
  server.listen(listen);
  await once(server, 'listening');
  return server;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [listen, target, connect_limit_ms] = process.argv.slice(2);
  if (listen === undefined || target === undefined)
    throw new Error('forward.ts LISTEN TARGET [LIMIT], addresses as JSON');
  await forward(JSON.parse(listen), JSON.parse(target), Number(connect_limit_ms ?? 0));
  console.log('ready');
  // Ends with whoever started it, however that ends.
  process.stdin.resume().once('end', () => process.exit());
}
