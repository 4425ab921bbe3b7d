import path from 'node:path';
import type { Server } from '../servers/server.ts';
import { ROOT } from './settings.ts';
import { watchFolders } from './watch-folders.ts';

/** What each kind of process has loaded, by folder of the checkout. */
const LOADED = {
  functions: ['functions', 'lib', 'infra/generated'],
  gateways: ['infra/gateway', 'lib', 'infra/generated'],
};

/**
 * Ends the functions and gateways whose code has changed, until `stopping`; whoever supervises them starts them again with the new code.
 */
export function restartChanged(
  servers: Readonly<Record<keyof typeof LOADED, readonly Server[]>>,
  say: (line: string) => void,
  stopping: AbortSignal,
): void {
  for (const kind of ['functions', 'gateways'] as const) {
    const folders = LOADED[kind].map((folder) => path.join(ROOT, folder));
    const stop = watchFolders(folders, (file) => {
      say(`${path.relative(ROOT, file)} changed`);
      for (const server of servers[kind]) void server.stop('fast');
    });
    stopping.addEventListener('abort', stop);
  }
}
