import * as z from 'zod';

const PREFIX = 'must be how the names of environment variables begin, such as CCAT_S3; credentials are never accepted';
const URL_ONLY = 'must be an address such as https://s3.example.org, without user, password or parameters';

/**
 * How an object store is reached, without what would open it: the fields a caller may say of it in place of the columns' own
 * shapes. A key pasted into one of them is refused: it would be replicated, shown and kept for ever.
 */
export const storeAddress = {
  endpoint_url: z.string().max(500).refine(isAddressOnly, URL_ONLY).nullable().optional(),
  credentials_prefix: z
    .string()
    .max(100)
    .regex(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+_?$/, PREFIX)
    .nullable()
    .optional(),
};

function isAddressOnly(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && [username, password, search, hash].every((part) => part === '');
}
