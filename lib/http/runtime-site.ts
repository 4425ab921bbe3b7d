import { openSite, type Site } from '../flow/site.ts';
import { CONFIG_KEYS, parseConfig } from '../kernel/config.ts';

const open = new Map<string, Site>();

/**
 * The site a runtime's settings describe (environment, or parameters bound to an action), opened once per process and
 * kept across invocations. Throws an Error that names every wrong setting.
 */
export function siteOf(settings: Readonly<Record<string, unknown>>): Site {
  const key = JSON.stringify(CONFIG_KEYS.map((name) => settings[name] ?? null));
  const known = open.get(key);
  if (known !== undefined) return known;
  const site = openSite(parseConfig(settings));
  open.set(key, site);
  return site;
}
