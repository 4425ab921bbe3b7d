import { expect } from 'vitest';
import type { Site } from '../../../lib/flow/site.ts';
import type { OutboxFeed } from '../../../lib/outbox/feed.ts';

/** A site at which something happens between the first look and the second, whichever of its parts is looked at first. */
export function interrupted(site: Site, happen: () => Promise<void>): Site {
  const buffer = site.buffer ?? expect.fail();
  let looks = 0;
  const look = async () => {
    looks += 1;
    if (looks === 2) await happen();
  };
  const local: Pick<Site['local'], 'pipeline'> = {
    pipeline: async (queries) => {
      await look();
      return site.local.pipeline(queries);
    },
  };
  const feed: Pick<OutboxFeed, 'after'> = {
    after: async (place, count) => {
      await look();
      return buffer.outbox.feed.after(place, count);
    },
  };
  return { ...site, local, buffer: { ...buffer, outbox: { feed } } } as unknown as Site;
}
