import { type FSWatcher, readdirSync, watch } from 'node:fs';
import path from 'node:path';

/** An editor writes a file in several strokes, and a person or git several files: they are one change. */
const GATHER_MS = 150;

/**
 * Calls `changed` with the file, once for what changes together, in any of the folders. Each folder by itself: a recursive watch loses a
 * file on Linux once it has been replaced by another, which is how many editors save. Answers how to stop.
 */
export function watchFolders(folders: readonly string[], changed: (file: string) => void): () => void {
  const watched = new Map<string, FSWatcher>();
  let gathering: NodeJS.Timeout | undefined;
  const hear = (file: string) => {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      watchNew();
      changed(file);
    }, GATHER_MS);
  };
  const watchNew = () => {
    for (const folder of folders.flatMap(foldersIn)) {
      if (watched.has(folder)) continue;
      const watcher = watch(folder, (_, name) => hear(path.join(folder, name ?? '')));
      watched.set(folder, watcher);
      // The folder has gone.
      watcher.on('error', () => watcher.close());
      watcher.on('close', () => watched.delete(folder));
    }
  };
  watchNew();
  return () => {
    clearTimeout(gathering);
    for (const watcher of watched.values()) watcher.close();
  };
}

/** A folder and those in it. */
function foldersIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return [
    folder,
    ...entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(entry.parentPath, entry.name)),
  ];
}
