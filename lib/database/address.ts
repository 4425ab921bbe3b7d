import type pg from 'pg';

/**
 * What a connection is told of where a database is. A URL speaks for itself, with pg's parameters (`sslmode`, `sslrootcert`,
 * `sslcert`, `sslkey`, `sslnegotiation`); with the certificate of an authority, `sslmode=verify-full` means one signed by that.
 * Then pg must not read the TLS parameters from the URL, for they would replace what it is given beside it.
 */
export function databaseAddress(url: string, ca: string | undefined): pg.ClientConfig {
  const own = new URL(url);
  const { searchParams } = own;
  if (ca === undefined || searchParams.get('sslmode') !== 'verify-full' || searchParams.has('sslrootcert'))
    return { connectionString: url };
  const is_direct = searchParams.get('sslnegotiation') === 'direct';
  for (const name of ['sslmode', 'sslnegotiation']) searchParams.delete(name);
  return { connectionString: own.href, ssl: { ca }, ...(is_direct && { sslnegotiation: 'direct' }) };
}
