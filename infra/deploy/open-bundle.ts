import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { extract } from 'tar';
import { isSigned } from './signature.ts';

/**
 * Unpacks a tarball into a folder, which is emptied first, when its signature is that of the key's owner; returns the folder of what is
 * in it. Nothing of a tarball is looked at before. Throws an Error otherwise.
 */
export async function openBundle(file: string, public_key_file: string, folder: string): Promise<string> {
  if (!existsSync(`${file}.sig`)) throw new Error(`There is no ${file}.sig: a bundle comes with its signature.`);
  const bytes = readFileSync(file);
  if (!isSigned(bytes, readFileSync(`${file}.sig`), readFileSync(public_key_file, 'utf8')))
    throw new Error(`${file} is not what was signed, or was signed by another key. Nothing of it was used.`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // The bytes that were checked, and not a file that may be another one by now.
  await new Promise<void>((resolve, reject) => {
    const unpack = extract({ cwd: folder, strip: 1 });
    unpack.once('close', resolve);
    unpack.once('error', reject);
    unpack.end(bytes);
  });
  return path.resolve(folder);
}
